import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createModuleClient,
  type ModuleAnswer,
} from '../../../electron/server/labs/contracts/module-client.ts';
import { runProgram, type ProgramOptions } from '../../../electron/server/labs/sandbox/program.ts';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import type { Hostile } from '../../fixtures/labs/hostile/programs.ts';
import { createArena, type Arena } from '../../support/hostile.ts';

let arena: Arena;
let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  [arena, gateway] = await Promise.all([createArena(), startGateway()]);
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-edges-'));
});
afterAll(async () => {
  await arena.close();
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

const isRunning = (name: string): boolean => execFileSync('ps', ['-axo', 'args']).toString().includes(name);
/** A program without any seat belt, as one that found a way past it would be. */
const unguarded = (script: string, more: Partial<ProgramOptions> = {}) =>
  runProgram({
    command: { file: '/bin/sh', args: ['-c', script] },
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    wallMs: 20_000,
    ...more,
  });

describe
  .skipIf(process.platform !== 'linux')
  .concurrent('a program that got past its seat belt', { timeout: 40_000 }, () => {
    it('leaves no grandchild behind, also not in a session of its own', async ({ expect }) => {
      const program = unguarded('setsid sleep 71 & (setsid sh -c "sleep 72" &) ; sleep 0.3; echo done');
      await program.ended;
      await program.drained;
      expect(program.output()).toBe('done\n');
      await expect.poll(() => isRunning('sleep 71') || isRunning('sleep 72')).toBe(false);
    });

    it('that forks without end is ended with all of its children', async ({ expect }) => {
      const program = unguarded('i=0; while [ $i -lt 60 ]; do sleep 73 & i=$((i+1)); done; wait', {
        limits: { processes: 20 },
      });
      expect(await program.ended).toMatchObject({ limit: 'processes', signal: 'SIGKILL' });
      await expect.poll(() => isRunning('sleep 73')).toBe(false);
    });

    it('cannot share its memory out to children', async ({ expect }) => {
      const eat = `${process.execPath} -e "const b=Buffer.alloc(9e7,1);setTimeout(()=>b,20000)"`;
      const program = unguarded(`${eat} & ${eat} & ${eat} & wait`, { limits: { memoryMb: 250 } });
      expect(await program.ended).toMatchObject({ limit: 'memory' });
    });
  });

const served = (source: string): Hostile => ({
  name: 'served',
  language: 'typescript',
  source,
  outcome: { ends: 0 },
});
/** Code at the top of the learner's file, and what its function `ask` does. */
async function callOf(top: string, body: string, timeoutMs = 4000): Promise<ModuleAnswer> {
  const hostile = served(`}; ${top}; export async function ask() { ${body} } const rest = async () => {`);
  const client = createModuleClient(
    arena.start(hostile, { as: 'module', input: 'pipe', stdout: 'pipe', wallMs: 20_000 }),
  );
  await client.ready;
  const answer = await client.call('ask', {}, timeoutMs);
  await client.program.stop();
  return answer;
}
const write = (text: string): string => `(await import('node:fs')).writeSync(1, ${text});`;

describe.concurrent('a module that does not keep to the protocol', { timeout: 40_000 }, () => {
  it.each([
    [
      'answers calls that nobody made',
      '',
      `${write(`'{"jsonrpc":"2.0","id":"1","result":"forged"}\\n'`)} return 'own';`,
      { result: 'own' },
    ],
    [
      'prints between the messages',
      '',
      "console.log('noise'); process.stdout.write('{'); return 'own';",
      { result: 'own' },
    ],
    [
      'writes half a message and a newline',
      '',
      `${write(`'{"jsonrpc":\\n'`)} return 'own';`,
      { result: 'own' },
    ],
    [
      'writes bytes that are no text',
      '',
      `${write(`Buffer.from([255, 254, 10])`)} return 'own';`,
      { result: 'own' },
    ],
    [
      'says that it is ready again',
      '',
      `${write(`'{"jsonrpc":"2.0","method":"ready"}\\n'`)} return 'own';`,
      { result: 'own' },
    ],
    ['returns NaN', '', 'return NaN;', { result: null }],
    ['returns nothing', '', '', { result: null }],
    ['pollutes the prototype of objects', 'Object.prototype.result = 1', "return 'own';", { result: 'own' }],
  ] as const)('%s', async (...[, top, body, answer]) => {
    expect(await callOf(top, body)).toEqual(answer);
  });

  it.each([
    ['returns a cycle', 'const a = {}; a.a = a; return a;'],
    ['returns a bigint', 'return 1n;'],
    ['returns what throws when it is read', "return { get a() { throw new Error('no'); } };"],
    ['returns 100,000 arrays in each other', 'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a;'],
  ])('%s: an error of this call', async (_, body) => {
    expect(await callOf('', body)).toMatchObject({ error: { code: -32000 } });
  });

  it('ends while a call is open', async () => {
    expect(await callOf('', 'process.exit(0);')).toBe('gone');
  });

  it('never answers', async () => {
    expect(await callOf('', 'await new Promise(() => {});', 500)).toBe('timeout');
  });

  it('answers without end: it is stopped, and Cairn does not keep it all', async () => {
    const flood = served(
      "}; const fs = await import('node:fs'); const x = Buffer.alloc(65536, 120); for (;;) { try { fs.writeSync(1, x); } catch {} await null; } const rest = async () => {",
    );
    const program = arena.start(flood, {
      as: 'module',
      input: 'pipe',
      stdout: 'pipe',
      limits: { protocolMb: 8 },
    });
    createModuleClient(program);
    expect(await program.ended).toMatchObject({ limit: 'output' });
  });
});

describe('the gateway, when a program abuses it', { timeout: 40_000 }, () => {
  const post = (token: string, body = '{}') =>
    fetch(`${gateway.baseUrl}/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });

  it('knows no token but those that are open', async () => {
    const { token, runId } = gateway.client();
    for (const guess of ['', 'x', token.slice(0, -1), `${token}x`, token.toUpperCase()])
      expect((await post(guess)).status).toBe(401);
    gateway.gateway.closeRun(runId);
    expect((await post(token)).status).toBe(401);
  });

  it('answers others while many requests trickle in', async () => {
    const { port } = new URL(gateway.baseUrl);
    const slow = Array.from({ length: 100 }, () => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write('POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n{');
      return socket;
    });
    await sleep(100);
    expect((await post('x')).status).toBe(401);
    for (const socket of slow) socket.destroy();
  });

  it('refuses a body that is too large or too deep, and goes on', async () => {
    const { token } = gateway.client();
    const large = await post(token, JSON.stringify({ x: 'x'.repeat(40_000_000) })).catch(() => undefined);
    expect([undefined, 400, 413]).toContain(large?.status);
    expect((await post(token, '['.repeat(200_000))).status).toBe(400);
    expect((await post('x')).status).toBe(401);
  });
});
