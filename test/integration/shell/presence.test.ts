import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { scratchFolder, until } from '../host/programs.ts';
import { startShell, type RunningShell } from './shell.ts';

/** The shell asks the system every five seconds. */
const ASKED_MS = 6000;

let scratch: ReturnType<typeof scratchFolder>;
let shell: RunningShell;
beforeEach(async () => {
  scratch = scratchFolder();
  shell = await startShell(scratch.folder);
});
afterEach(async () => {
  await shell.stop();
  scratch.remove();
});

async function call(name: string, body?: object): Promise<{ inputAt: number | null } | null> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${shell.url}/trpc/${name}`, body && init);
  expect(response.status).toBe(200);
  return ((await response.json()) as { result: { data: { inputAt: number | null } | null } }).result.data;
}
const inputAt = async (): Promise<number> => (await call('timer.status'))!.inputAt!;

it('work in another program is input for the running timer, and time away is not', async () => {
  shell.tell({ idleSeconds: 3 });
  await call('timer.start', {});
  const begun = await inputAt();
  let seenAt = 0;
  await until(() => inputAt().then((at) => (seenAt = at) > begun), 2 * ASKED_MS);
  // As long ago as the system said.
  expect(Date.now() - seenAt).toBeGreaterThanOrEqual(3000);
  shell.tell({ idleSeconds: 40 });
  await setTimeout(500);
  const last = await inputAt();
  await setTimeout(ASKED_MS);
  expect(await inputAt()).toBe(last);
});

it('a system that always says 0 is not believed before it has said anything else', async () => {
  await call('timer.start', {});
  const begun = await inputAt();
  await setTimeout(2 * ASKED_MS);
  expect(await inputAt()).toBe(begun);
  shell.tell({ idleSeconds: 25 });
  await setTimeout(ASKED_MS);
  expect(await inputAt()).toBe(begun);
  shell.tell({ idleSeconds: 0 });
  await until(() => inputAt().then((at) => at > begun), 2 * ASKED_MS);
});
