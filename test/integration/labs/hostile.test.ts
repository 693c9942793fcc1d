import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareAround, programFolders } from '../../../electron/server/labs/workspace.ts';
import { adapter as typescript } from '../../../electron/server/labs/adapters/typescript/adapter.ts';
import type { LanguageRuntime } from '../../../electron/server/labs/adapters/types.ts';
import type { Program } from '../../../electron/server/labs/sandbox/program.ts';
import { OUTPUT_MARK } from '../../../electron/server/labs/sandbox/output-log.ts';
import { root } from '../../support/app.ts';

const packages = path.join(root, 'node_modules');
let data: string;
let workspace: string;
let runtime: LanguageRuntime;

beforeAll(async () => {
  runtime = await typescript.prepare({ folder: '', labs: '', env: {} });
  data = mkdtempSync(path.join(tmpdir(), 'cairn-hostile-'));
  writeFileSync(path.join(data, 'cairn.db'), 'secret');
  workspace = path.join(data, 'labs', 'some-lab', 'typescript');
  prepareAround(path.dirname(workspace), packages);
  mkdirSync(workspace);
  cpSync(path.join(root, 'test/fixtures/labs/hostile'), workspace, { recursive: true });
});

afterAll(() => rmSync(data, { recursive: true, force: true }));

function start(entry: string, wallMs = 10_000, signal?: AbortSignal): Program {
  return runtime.start({
    as: 'program',
    folders: programFolders({ workspace, packages }),
    nativePackages: false,
    entry,
    env: { PATH: '/usr/bin', TOKEN: 'run' },
    wallMs,
    signal,
  });
}

async function untilSays(program: Program, text: string): Promise<void> {
  while (!program.output().includes(text)) {
    if (program.hasEnded) throw new Error(`ended early: ${program.output()}`);
    await sleep(10);
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a hostile program', () => {
  it('that loops for ever ends at its wall time', async () => {
    const program = start('endless-loop.ts', 1000);
    expect(await program.ended).toMatchObject({ isTimedOut: true, isCanceled: false });
    await expect.poll(() => isAlive(program.pid!)).toBe(false);
  });

  it('that floods stdout is cut at 1 MB, with a mark', async () => {
    const program = start('floods-stdout.ts');
    await program.ended;
    const output = program.output();
    expect(output.slice(1024 * 1024)).toBe(
      `${OUTPUT_MARK}\n[Your program was stopped: it printed more than 16 MB, or answered with more than 64 MB.]\n`,
    );
  });

  it('that ignores SIGTERM is killed', async () => {
    const program = start('ignores-sigterm.ts');
    await untilSays(program, 'ready');
    expect(await program.stop()).toMatchObject({ signal: 'SIGKILL' });
    await expect.poll(() => isAlive(program.pid!)).toBe(false);
  });

  it('that is canceled ends with its whole group', async () => {
    const cancel = new AbortController();
    const program = start('ignores-sigterm.ts', 10_000, cancel.signal);
    await untilSays(program, 'ready');
    cancel.abort();
    expect(await program.ended).toMatchObject({ isCanceled: true });
    await expect.poll(() => isAlive(program.pid!)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('does not outlive a Cairn that is killed', async () => {
    const host = spawn(process.execPath, [
      path.join(root, 'test/fixtures/labs/host.ts'),
      workspace,
      packages,
    ]);
    let said = '';
    host.stdout.setEncoding('utf8').on('data', (text: string) => void (said += text));
    await expect.poll(() => said, { timeout: 10_000 }).toMatch(/^\d+ ready/);
    const pid = Number.parseInt(said, 10);
    expect(isAlive(pid)).toBe(true);
    host.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
  });

  it('cannot start a grandchild', async () => {
    const program = start('spawns-grandchild.ts');
    await program.ended;
    expect(program.output()).toContain('ERR_ACCESS_DENIED');
  });

  it('reads and writes in its own folder only', async () => {
    const program = start('reaches-out.ts');
    await program.ended;
    expect(program.output().trim().split('\n')).toEqual([
      'write inside: done',
      'write outside: ERR_ACCESS_DENIED',
      'write through the packages: ERR_ACCESS_DENIED',
      'read the database: ERR_ACCESS_DENIED',
      'read the environment of the parent: ERR_ACCESS_DENIED',
      'link out: ERR_ACCESS_DENIED',
      'worker: ERR_ACCESS_DENIED',
    ]);
    expect(existsSync(path.join(packages, 'planted.txt'))).toBe(false);
    expect(readdirSync(path.join(data, 'labs'))).toEqual(['some-lab']);
  });

  it('signals, debugs and slows down no process but itself, and opens no database', async () => {
    const program = start('touches-others.ts');
    await program.ended;
    expect(program.output().trim().split('\n')).toEqual([
      'signal the parent: ERR_ACCESS_DENIED',
      'signal everybody: ERR_ACCESS_DENIED',
      'signal under its inner name: ERR_ACCESS_DENIED',
      'open a debugger in the parent: ERR_ACCESS_DENIED',
      'slow the parent down: ERR_ACCESS_DENIED',
      'open the database: ERR_UNKNOWN_BUILTIN_MODULE',
      'signal itself: done',
    ]);
  });

  it('sees nothing of the environment but what the run gives it', async () => {
    const program = start('prints-env.ts');
    await program.ended;
    const env = JSON.parse(program.output()) as Record<string, string>;
    expect(
      Object.keys(env)
        .filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name))
        .toSorted(),
    ).toEqual(['CAIRN_PROGRAM', 'NODE_COMPILE_CACHE', 'PATH', 'TOKEN']);
  });

  it('that eats memory dies of its own limit', async () => {
    const end = await start('eats-memory.ts', 20_000).ended;
    expect(end).toMatchObject({ isTimedOut: false });
    expect(end.exitCode === 0).toBe(false);
  });
});
