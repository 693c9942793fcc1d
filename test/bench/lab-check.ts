import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../support/app.ts';
import { compare, timed, type Comparison } from './pairs.ts';

const TEST_FILE = `
  import { test } from 'node:test';
  import assert from 'node:assert/strict';
  test('adds', () => assert.equal(1 + 1, 2));
`;

/** Runs a program to its end and gives its wall time; a wrong exit code is an error of the bench. */
async function wall(args: string[], env: Record<string, string> = {}): Promise<number> {
  return timed(async () => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  });
}

/** `cairn lab check` of the first step, from the shell to the verdict, against `node --test` of one file. */
export async function benchLabCheck(): Promise<Comparison> {
  const data = mkdtempSync(path.join(tmpdir(), 'cairn-bench-lab-'));
  const file = path.join(data, 'one.test.mjs');
  writeFileSync(file, TEST_FILE);
  const cairn = [path.join(root, 'electron/cli/bin.js')];
  await wall([...cairn, 'lab', 'start', 'first-call', '--data-dir', data]);
  cpSync(
    path.join(root, 'labs/first-call/typescript/solution'),
    path.join(data, 'labs/first-call/typescript'),
    {
      recursive: true,
      force: true,
    },
  );
  const result = await compare({
    name: 'cairn lab check of one step',
    against: 'node --test of one file',
    subject: () =>
      wall([...cairn, 'lab', 'check', 'first-call', '--step', 'summarize', '--json', '--data-dir', data]),
    baseline: () => wall(['--test', file]),
  });
  rmSync(data, { recursive: true, force: true });
  return result;
}
