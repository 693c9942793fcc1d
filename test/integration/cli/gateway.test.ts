import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../support/app.ts';
import { dataFolder, withDb } from '../backup/data.ts';
import { run, scratchFolder, start, until, type Started } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const ASK = {
  model: 'whatever',
  max_tokens: 20,
  messages: [{ role: 'user' as const, content: 'Who are you?' }],
};

const cairn = (...args: string[]) => run(['electron/cli/bin.js', ...args, '--data-dir', scratch.folder]);

interface Ready {
  baseUrl: string;
  runId: string;
  env: Record<string, string>;
}

/** `cairn gateway --json`, ready, with the official clients set up from what it printed. */
async function serve(...args: string[]) {
  const program = start(['electron/cli/bin.js', 'gateway', '--json', ...args, '--data-dir', scratch.folder]);
  await until(() => program.stdout().includes('\n') || program.child.exitCode !== null, 30_000);
  const ready = lines(program)[0] as unknown as Ready;
  const sdk = new Anthropic({
    baseURL: ready.env.ANTHROPIC_BASE_URL!,
    apiKey: ready.env.ANTHROPIC_API_KEY!,
    maxRetries: 0,
  });
  const openai = new OpenAI({
    baseURL: ready.env.OPENAI_BASE_URL!,
    apiKey: ready.env.OPENAI_API_KEY!,
    maxRetries: 0,
  });
  return { program, ready, sdk, openai };
}

const lines = (program: Started): Record<string, unknown>[] =>
  program
    .stdout()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function ended(program: Started): Promise<number | null> {
  program.child.kill('SIGINT');
  return (await program.ended).code;
}

test('serves both APIs, tells each call, keeps its limits, and ends well with Ctrl+C', async () => {
  const { program, sdk, openai, ready } = await serve('--calls', '2');
  expect((await sdk.messages.create(ASK)).content).toMatchObject([{ type: 'text' }]);
  expect((await openai.chat.completions.create(ASK)).choices[0]!.message.content).toContain('practice model');
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 429,
    details: { limit: 'maxCalls' },
  });
  await until(() => lines(program).length === 4);
  expect(await ended(program)).toBe(0);
  const all = lines(program);
  expect(all.slice(1)).toMatchObject([
    { call: { runId: ready.runId, status: 200, answeredBy: 'provider' } },
    { call: { status: 200 } },
    { call: { status: 429 } },
    { done: true, calls: 2, costUsd: 0 },
  ]);
  // The same ledger as the window's.
  const kept = withDb(path.join(scratch.folder, 'cairn.db'), (db) =>
    db.prepare('SELECT status FROM model_call WHERE run_id = ? ORDER BY rowid').pluck().all(ready.runId),
  );
  expect(kept).toEqual([200, 200, 429]);
}, 60_000);

test('works while Cairn runs, and what it does shows there', async () => {
  const data = dataFolder();
  const host = await data.host();
  const program = start([
    'electron/cli/bin.js',
    'gateway',
    '--json',
    '--faults',
    '529',
    '--data-dir',
    data.data,
  ]);
  await until(() => program.stdout().includes('\n'), 30_000);
  const { env, runId } = lines(program)[0] as unknown as Ready;
  const sdk = new Anthropic({
    baseURL: env.ANTHROPIC_BASE_URL!,
    apiKey: env.ANTHROPIC_API_KEY!,
    maxRetries: 1,
  });
  await sdk.messages.create(ASK);
  await until(async () => (await host.client.models.traces.query({ runId })).length === 2);
  expect(await host.client.models.traces.query({ runId })).toMatchObject([
    { status: 529, injected: 'status' },
    { status: 200, injected: null },
  ]);
  program.child.kill('SIGINT');
  expect((await program.ended).code).toBe(0);
  await data.remove();
}, 60_000);

test('a cassette is filled once and then used without a model', async () => {
  const file = path.join(scratch.folder, 'mine.cassette.json');
  const first = await serve('--cassette', file);
  const answer = await first.sdk.messages.create(ASK);
  expect(await ended(first.program)).toBe(0);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    format: 'cairn-cassette',
    version: 1,
    entries: [{ request: { provider: 'builtin' } }],
  });
  const second = await serve('--cassette', file, '--replay', 'only');
  expect(await second.sdk.messages.create(ASK)).toEqual(answer);
  await expect(second.sdk.messages.create({ ...ASK, max_tokens: 3 })).rejects.toMatchObject({
    errorCode: 'replay_miss',
  });
  await until(() => lines(second.program).length === 3);
  expect(lines(second.program)[1]).toMatchObject({ call: { answeredBy: 'replay', costUsd: 0 } });
  expect(await ended(second.program)).toBe(0);
}, 60_000);

test('ends by itself after its minutes', async () => {
  const { program } = await serve('--minutes', '0.005');
  expect((await program.ended).code).toBe(0);
  expect(lines(program).at(-1)).toMatchObject({ done: true, calls: 0 });
}, 60_000);

test('people get lines that they can paste', async () => {
  const program = start(['electron/cli/bin.js', 'gateway', '--data-dir', scratch.folder]);
  await until(() => program.stdout().includes('Ctrl+C'), 30_000);
  expect(program.stdout()).toMatch(/export ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:\d+\n/);
  expect(program.stdout()).toMatch(/export OPENAI_API_KEY=cairn-run-\S+\n/);
  expect(await ended(program)).toBe(0);
}, 60_000);

test.each([
  [['--faults', 'refusel'], 2, 'Did you mean refusal?'],
  [['--calls', '0'], 2, 'Give a number above 0.'],
  [['--calls', '1.5'], 2, 'Give a whole number.'],
  [['--replay', 'maybe'], 2, 'off, read, only'],
  [['--model', 'builtin/x', '--provider', 'builtin'], 2, 'not both'],
  [['--model', 'builtin/cairn-practise'], 1, 'builtin/cairn-practice'],
  [['--provider', 'antropic'], 1, 'Did you mean anthropic?'],
  [['stpo'], 2, 'Did you mean stop?'],
  [['stop', '--all'], 1, 'Cairn is not running'],
])('%j exits %i and says what to do', async (args, code, words) => {
  const done = await cairn('gateway', ...args);
  expect([done.code, done.stdout]).toEqual([code, '']);
  expect(done.stderr).toContain(words);
});

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const done = await cairn('gateway', '--port', String(port));
  other.close();
  expect([done.code, done.stderr]).toEqual([1, expect.stringContaining(`Port ${port}`)]);
});

test('the terminal lists and stops the runs of the Cairn that runs', async () => {
  const data = dataFolder();
  const { client } = await data.host();
  const runsOf = async () => (await data.json('gateway', 'runs')).runs as unknown as { runId: string }[];
  expect((await data.cairn('gateway', 'runs')).stdout).toBe('No run is open.\n');
  const lab = await client.labs.open.query({ slug: 'first-call' });
  cpSync(path.join(root, 'labs/first-call/typescript/solution'), lab.folder, { recursive: true });
  const { gatewayRun } = await client.labs.run.mutate({ slug: 'first-call', model: null });
  expect(await runsOf()).toMatchObject([{ runId: gatewayRun, label: expect.stringContaining('by hand') }]);
  const missing = await data.cairn('gateway', 'stop', '01K0000000000000000000000');
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('is open')]);
  expect(await data.json('gateway', 'stop', gatewayRun)).toEqual({ stopped: [gatewayRun] });
  expect(await runsOf()).toEqual([]);
  await client.labs.stop.mutate({ slug: 'first-call' });
  await data.remove();
}, 60_000);
