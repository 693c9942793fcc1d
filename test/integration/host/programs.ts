import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../support/app.ts';

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  stdout(): string;
  ended: Promise<Finished>;
}

interface Options {
  env?: Record<string, string>;
  cwd?: string;
  stdin?: 'pipe' | 'ignore';
  /** What runs it; this Node unless said otherwise. */
  program?: string;
}

/** Starts a real program and collects what it says. */
export function start(args: readonly string[], options: Options = {}): Started {
  const { env = {}, cwd = root, stdin = 'ignore', program = process.execPath } = options;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ANTHROPIC_API_KEY: '', ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A test that fails half way must not leave it running.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const ended = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, stdout: () => stdout, ended };
}

export const run = (args: readonly string[], options?: Options): Promise<Finished> =>
  start(args, options).ended;

/** Waits until something is so. @throws after `within` milliseconds */
export async function until(isSo: () => boolean | Promise<boolean>, within = 10_000): Promise<void> {
  const deadline = performance.now() + within;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not so within ${within} ms: ${isSo.toString()}`);
    await sleep(30);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A fresh folder, and the call that removes it. */
export function scratchFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-test-'));
  return {
    folder,
    remove() {
      // Backups lie beside the data folder.
      for (const it of [folder, `${folder}-backups`]) rmSync(it, { recursive: true, force: true });
    },
  };
}
