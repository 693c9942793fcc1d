import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, scratchFolder, type Finished } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const cairn = (...args: string[]): Promise<Finished> =>
  run(['electron/cli/bin.js', ...args, '--data-dir', scratch.folder]);
const json = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await cairn(...args, '--json')).stdout);

it('cairn rhythm lists the week, and checks off, skips and moves by the item’s id', async () => {
  const week = (await json('rhythm', '--week')) as { startsOn: string; days: { id: string }[] };
  expect(week.days.map((entry) => entry.id)).toContain('friday-teach-note');
  expect(await json('rhythm', 'done', 'friday-teach-note')).toMatchObject({ checkedAt: expect.any(Number) });
  const skipped = { skippedAt: expect.any(Number), skipReason: 'on leave' };
  expect(await json('rhythm', 'skip', 'monthly-course', '--reason', 'on leave')).toMatchObject(skipped);
  const moved = await json('rhythm', 'move', 'monday-triage', 'wednesday', '--time', '08:15');
  expect(moved).toMatchObject({ time: '08:15', movedOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
  const { stdout } = await cairn('rhythm', '--week');
  expect(stdout).toMatch(/\[x\] .*Write a short teaching note/);
  expect(stdout).toMatch(/\[-\] .*Finish a short course or a handbook chapter \(on leave\)/);
});

it('cairn rhythm names what it does not know, and what was probably meant', async () => {
  const { code, stderr } = await cairn('rhythm', 'done', 'friday-teach-not');
  expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean friday-teach-note?')]);
  expect((await cairn('rhythm', 'move', 'friday-teach-note', 'someday')).stderr).toMatch(/not a day/);
});

it('cairn read keeps a log by addresses and titles, and notices what is there', async () => {
  const added = await json('read', 'add', 'https://arxiv.org/abs/2312.10997', '--title', 'RAG survey');
  expect(added).toMatchObject({ outcome: 'added', item: { kind: 'paper', status: 'want' } });
  expect(await json('read', 'add', 'https://arxiv.org/pdf/2312.10997v2')).toMatchObject({
    outcome: 'duplicate',
  });
  expect(await json('read', 'done', 'rag', '--minutes', '50')).toMatchObject({
    status: 'read',
    seconds: 3000,
  });
  expect((await cairn('read')).stdout).toMatch(/Read\n.*paper.*50 min.*RAG survey/);
  const { code, stderr } = await cairn('read', 'done', 'nothing like it');
  expect([code, stderr]).toEqual([2, expect.stringContaining('No entry matches')]);
});
