import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, scratchFolder, type Finished } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const cairn = (...args: string[]): Promise<Finished> =>
  run(['electron/cli/bin.js', ...args, '--data-dir', scratch.folder]);

it('cairn plan lays the phases on the calendar with their hours, and lists every target', async () => {
  await cairn('log', '30m');
  const plan = JSON.parse((await cairn('plan', '--json')).stdout) as {
    phases: { id: string; hours: number; done: number; state: string; targets: { status: string }[] }[];
  };
  expect(plan.phases.map(({ id, hours, done, state }) => [id, Math.round(hours), done, state])).toEqual([
    ['month-1', 60, 1800, 'current'],
    ['quarter-1', 96, 0, 'future'],
    ['year-1', 208, 0, 'future'],
    ['year-2', expect.closeTo(144, -1), 0, 'future'],
  ]);
  expect(plan.phases.flatMap((phase) => phase.targets.map((target) => target.status))).toEqual(
    Array(16).fill('open'),
  );
});

it('cairn plan says where one is, for people', async () => {
  const { code, stdout } = await cairn('plan');
  expect([code, /Month 1 .* you are here/.test(stdout), stdout.includes('[ ] Build one MCP server')]).toEqual(
    [0, true, true],
  );
});
