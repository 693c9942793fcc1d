import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import { newId } from '../../../electron/shared/ids.ts';
import { addDays, localDateOf } from '../../../electron/shared/time.ts';
import { run, scratchFolder, type Finished } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const cairn = (...args: string[]): Promise<Finished> =>
  run(['electron/cli/bin.js', ...args, '--data-dir', scratch.folder]);

const dayFromNow = (days: number): string =>
  addDays(localDateOf(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone, 4), days);

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

it('cairn plan pause, resume, pace, history and undo change the plan and say where it ends', async () => {
  await enrol();
  const before = await endOf('plan');
  const paused = await cairn(
    'plan',
    'pause',
    'flu',
    '--kind',
    'sick',
    '--from',
    'tomorrow',
    '--to',
    dayFromNow(10),
  );
  expect(paused.stdout).toMatch(/^Sick from .* \(10 days\): flu\. The plan ends on /);
  expect(daysFrom(before, await endOf('plan'))).toBe(10);
  expect((await cairn('plan', 'undo')).stdout).toMatch(/^Taken back: Sick from /);
  expect(await endOf('plan')).toBe(before);
  const pace = JSON.parse((await cairn('plan', 'pace', '2', '--json')).stdout) as { endsOn: string };
  expect(pace.endsOn > before).toBe(true);
  await cairn('plan', 'pause', '--kind', 'holiday');
  expect((await cairn('plan', 'resume')).stdout).toMatch(/^Welcome back\. The plan ends on /);
  const history = JSON.parse((await cairn('plan', 'history', '--json')).stdout) as {
    text: string;
    undone: boolean;
  }[];
  expect(history.map(({ text, undone }) => [text.split(' ')[0], undone])).toEqual([
    ['Took', false],
    ['Holiday', false],
    ['From', false],
    ['Sick', true],
    ['Backend', false],
  ]);
});

it.each([
  [['plan', 'paus'], /A plan has no "paus"/, /Did you mean pause\?/],
  [['plan', 'pace'], /A pace is one figure/, /cairn plan pace 6/],
  [['plan', 'pace', 'much'], /not a number of hours/, /4\.5/],
  [['plan', 'pause', '--from', '31.12.'], /not a date/, /2027-01-31/],
  [['plan', 'pause', '--kind', 'nap'], /no kind of pause/, /holiday, sick, other/],
  [
    ['plan', 'pause', '--from', '2027-01-05', '--to', '2027-01-01'],
    /first day or later/,
    /Nothing was changed/,
  ],
])('cairn %j is refused with what to do', async (args, reason, hint) => {
  const { code, stderr } = await cairn(...args);
  expect([code, reason.test(stderr), hint.test(stderr)]).toEqual([2, true, true]);
});

it('cairn status says how one stands, the habit and the next step', async () => {
  await cairn('log', '30m');
  const status = JSON.parse((await cairn('status', '--json')).stdout) as Record<string, unknown>;
  expect(status).toMatchObject({
    ahead: 0,
    minutesToClose: 0,
    pausedNow: null,
    habit: { streak: 1, restDays: 2 },
    next: { id: 'welcome' },
  });
  expect((await cairn('status')).stdout).toMatch(/Habit \d+ %, streak 1 day of practice/);
});

it('cairn skills tells the level, when it was reached and what moves it on', async () => {
  await cairn('log', '3h', '--skill', 'mcp');
  const one = JSON.parse((await cairn('skills', 'mcp', '--json')).stdout) as Record<string, unknown>;
  expect(one).toMatchObject({
    standing: { level: 1, freshness: 1 },
    history: [{ level: 1, held: true, facts: { hours: 3 } }],
  });
  const { stdout } = await cairn('skills', 'mcp');
  expect(stdout).toMatch(/Level 1, 3 h, fresh\n {2}to level 2: 3 of 6 hours of practice/);
});

/** Chooses the first path as the window would, from today. */
async function enrol(): Promise<void> {
  await cairn('plan');
  const db = openDatabase(path.join(scratch.folder, 'cairn.db'));
  db.prepare(
    'INSERT INTO enrolment (id, path_id, started_on, hours_per_week, created_at) VALUES (?, ?, ?, 7, 1)',
  ).run(newId(1), 'backend-to-agentic', dayFromNow(-1));
  db.close();
}

const endOf = async (...args: string[]): Promise<string> =>
  (JSON.parse((await cairn(...args, '--json')).stdout) as { endsOn: string }).endsOn;

const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
