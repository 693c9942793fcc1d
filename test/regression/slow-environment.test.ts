import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LanguageRuntime } from '../../electron/server/labs/adapters/types.ts';
import { RuntimeMissing } from '../../electron/server/labs/adapters/types.ts';
import { readLab } from '../../electron/server/labs/lab.ts';
import { runCheck } from '../../electron/server/labs/run-check.ts';
import type { Runtimes } from '../../electron/server/labs/runtimes.ts';
import { createTestApp, root, type TestApp } from '../support/app.ts';

// The first check in Python makes the environment and loads the packages. On a busy machine that took longer than a
// check may take, and was told as the learner's failure: "did not end within 90 seconds".

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await createTestApp();
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-slow-'));
  mkdirSync(path.join(folder, 'work'));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

function verdict(get: Runtimes['get'], run: () => Promise<void>) {
  const read = readLab(path.join(root, 'test/fixtures/labs/contracts/four-ways'));
  if (!('lab' in read)) throw new Error(JSON.stringify(read.problems));
  return runCheck({ id: 'one', title: 'One', run }, 'server', {
    gateway: app.services.models.gateway,
    runtimes: { get, helpEditors: () => {}, keepWarm: () => {}, close: async () => {} },
    packages: path.join(root, 'node_modules'),
    lab: read.lab,
    language: 'python',
    workspace: path.join(folder, 'work'),
    seed: 1,
    model: null,
    signal: new AbortController().signal,
  });
}

it('the time of a check begins when its language is ready', async () => {
  const order: string[] = [];
  const runtime: LanguageRuntime = {
    start: () => {
      throw new Error('not started here');
    },
    launch: () => Promise.reject(new Error('not started here')),
    warm: async () => void order.push('loaded'),
    close: async () => {},
  };
  const get = async (): Promise<LanguageRuntime> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('made');
    return runtime;
  };
  const { result } = await verdict(get, async () => void order.push('check'));
  expect([result.status, order]).toEqual(['pass', ['made', 'loaded', 'check']]);
});

it('a language that cannot be made ready is an error, told once', async () => {
  let tries = 0;
  const get = async (): Promise<never> => {
    tries += 1;
    throw new RuntimeMissing('Python is not there.');
  };
  const { result } = await verdict(get, () => Promise.reject(new Error('the check ran')));
  expect([result.status, result.message, tries]).toEqual([
    'error',
    expect.stringContaining('Python is not there.'),
    1,
  ]);
});
