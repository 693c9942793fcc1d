import { expect, test } from 'vitest';
import { Cancelled, runAside, type Aside } from '../../electron/server/aside/run.ts';
import type { Order } from '../fixtures/aside/job.ts';
import { start, until } from './host/programs.ts';

const program = new URL('../fixtures/aside/job.ts', import.meta.url);
const order = (it: Order, onProgress?: (pid: number) => void): Aside<unknown> =>
  runAside(program, it, onProgress && { onProgress });

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a large input arrives whole', async () => {
  const bytes = new Uint8Array(50_000_000).fill(7);
  expect(await order({ kind: 'length', bytes }).result).toEqual({ length: 50_000_000, last: 7 });
});

test('keys in the environment of the server do not reach a job', async () => {
  process.env['ANTHROPIC_API_KEY'] = 'sk-ant-canary';
  try {
    const allowed = ['NODE_COMPILE_CACHE', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'TZ'];
    const seen = (await order({ kind: 'environment' }).result) as string[];
    expect(seen.filter((name) => !allowed.includes(name))).toEqual([]);
  } finally {
    delete process.env['ANTHROPIC_API_KEY'];
  }
});

test('what a job refuses is told in its words', async () => {
  await expect(order({ kind: 'refuse' }).result).rejects.toMatchObject({
    code: 'conflict',
    message: 'That is taken.',
    hint: 'Take another.',
    cause: expect.stringContaining('job.ts'),
  });
});

test('a fault in native code takes the job, not the server', async () => {
  await expect(order({ kind: 'fault' }).result).rejects.toMatchObject({
    code: 'internal',
    hint: expect.stringContaining('Try again'),
    cause: expect.stringContaining('SIGSEGV'),
  });
});

test('a job without memory left says so', async () => {
  const job = runAside(program, { kind: 'greed' } satisfies Order, {
    nodeFlags: ['--max-old-space-size=40'],
  });
  await expect(job.result).rejects.toMatchObject({
    code: 'too_large',
    message: 'That needs more memory than there is.',
  });
});

test('a job tells of itself while it works, and a cancel ends it wherever it is', async () => {
  const told = Promise.withResolvers<number>();
  const job = order({ kind: 'work' }, told.resolve);
  const ended = expect(job.result).rejects.toThrow(Cancelled);
  const pid = await told.promise;
  expect(isRunning(pid)).toBe(true);
  await job.cancel();
  await ended;
  expect(isRunning(pid)).toBe(false);
});

test.each(['SIGKILL', 'SIGTERM'] as const)('a job ends with its server (%s)', async (signal) => {
  const server = start(['test/fixtures/aside/server.ts']);
  await until(() => server.stdout().endsWith('\n'));
  const pid = Number(server.stdout());
  expect(isRunning(pid)).toBe(true);
  server.child.kill(signal);
  await until(() => !isRunning(pid));
});
