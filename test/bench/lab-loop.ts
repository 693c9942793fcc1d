import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareEnvironment } from '../../electron/server/labs/adapters/python/environment.ts';
import { readLab, type Lab } from '../../electron/server/labs/lab.ts';
import { loadChecks } from '../../electron/server/labs/load-checks.ts';
import { runCheck } from '../../electron/server/labs/run-check.ts';
import { createRuntimes, type Runtimes } from '../../electron/server/labs/runtimes.ts';
import { createWorkspace, prepareAround } from '../../electron/server/labs/workspace.ts';
import type { Language } from '../../electron/shared/settings.ts';
import { createTestApp, PYTHON_ENVIRONMENTS, root } from '../support/app.ts';
import { compare, timed, type Comparison } from './pairs.ts';

const FILES: Record<string, string> = {
  'lab.yaml': `formatVersion: 1
id: adding
title: Adding
summary: Adds.
skills: [databases]
minutes: 5
languages: [typescript, python]
contract: module
entry: { typescript: add.ts, python: add.py }
budget: { calls: 2, inputTokens: 1000, outputTokens: 1000, usd: 0.01, seconds: 20 }
steps: [{ id: add, title: Add, starterFails: nothing }]
`,
  'README.md': '# Adding\n',
  'steps/01-add.md': '# Add\n',
  'checks/01-add.ts': `export default (check) => [
  check('adds', 'Adds', async (t) => {
    const [a, b] = [t.random.int(1, 9), t.random.int(1, 9)];
    t.expect.equal(await t.call('add', { a, b }), a + b, 'add should add.');
  }),
];
`,
  'typescript/starter/package.json': '{ "type": "module" }\n',
  'typescript/starter/add.ts': `export function add({ a, b }: { a: number; b: number }): number {
  return a + b;
}
`,
  'typescript/starter/add.test.ts': `import { expect, test } from 'vitest';
import { add } from './add.ts';
test('adds', () => expect(add({ a: 1, b: 2 })).toBe(3));
`,
  'python/starter/add.py': 'def add(*, a: int, b: int) -> int:\n    return a + b\n',
};

/** Runs a program to its end and gives its wall time; a wrong exit code is an error of the bench. */
async function wall(file: string, args: readonly string[], cwd: string): Promise<number> {
  return timed(async () => {
    const child = spawn(file, args, { cwd, stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}`);
  });
}

function layOut(folder: string): Lab {
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const read = readLab(folder);
  if ('lab' in read) return read.lab;
  throw new Error(JSON.stringify(read.problems));
}

/** Each comparison starts when the one before has left the processor: what was started ahead is part of no figure. */
const REST_MS = 400;

/**
 * From a save to the verdict of one module check, without a model: from nothing and from a process that was started
 * ahead, against the bare start of the same file and against a test runner with an equivalent test.
 */
export async function benchLabLoop(): Promise<Comparison[]> {
  const data = mkdtempSync(path.join(tmpdir(), 'cairn-bench-loop-'));
  const lab = layOut(path.join(data, 'adding'));
  const app = await createTestApp();
  const packages = path.join(root, 'node_modules');
  const around = path.join(data, 'work');
  mkdirSync(around);
  prepareAround(around, packages);
  const workspaceOf = (language: Language): string => path.join(around, language);
  for (const language of lab.manifest.languages) createWorkspace(workspaceOf(language), lab, language);
  const place = { folder: PYTHON_ENVIRONMENTS, labs: path.join(root, 'labs'), env: process.env };
  const python = await prepareEnvironment(place);
  const [check] = await loadChecks(lab.step('add').checks);
  const cold = createRuntimes(place);
  const warm = createRuntimes(place);
  warm.keepWarm();

  const verdict = (language: Language, runtimes: Runtimes) => async (): Promise<number> => {
    if (runtimes === warm) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    return timed(async () => {
      const { result } = await runCheck(check!, 'add', {
        gateway: app.services.models.gateway,
        runtimes,
        packages,
        lab,
        language,
        workspace: workspaceOf(language),
        seed: 1,
        model: null,
        signal: new AbortController().signal,
      });
      if (result.status !== 'pass') throw new Error(result.message);
    });
  };
  const bareNode = () => wall(process.execPath, ['add.ts'], workspaceOf('typescript'));
  const barePython = () => wall(python, ['add.py'], workspaceOf('python'));
  // The runtime's own cold start: its launch would fork.
  const runtime = await cold.get('python');
  const coldPython: Runtimes = {
    ...cold,
    get: async () => ({ ...runtime, launch: async (launch) => runtime.start(launch) }),
  };
  const vitest = () =>
    wall(
      process.execPath,
      [path.join(packages, 'vitest/vitest.mjs'), 'run', '--root', '.'],
      workspaceOf('typescript'),
    );
  const results = [
    await compare({
      name: 'save to verdict, TypeScript, cold',
      against: 'a bare node start of the same file',
      subject: verdict('typescript', cold),
      baseline: bareNode,
    }),
    await compare({
      name: 'save to verdict, TypeScript, warm',
      against: 'a bare node start of the same file',
      subject: verdict('typescript', warm),
      baseline: bareNode,
    }),
    await compare({
      name: 'save to verdict, TypeScript, warm',
      against: 'vitest run of an equivalent file',
      pairs: 6,
      subject: verdict('typescript', warm),
      baseline: vitest,
    }),
    await compare({
      name: 'save to verdict, Python, cold',
      against: 'a bare python start of the same file',
      subject: verdict('python', coldPython),
      baseline: barePython,
    }),
    await compare({
      name: 'save to verdict, Python, forked',
      against: 'a bare python start of the same file',
      subject: verdict('python', warm),
      baseline: barePython,
    }),
  ];
  await Promise.all([cold.close(), warm.close(), app.close()]);
  rmSync(data, { recursive: true, force: true });
  return results;
}
