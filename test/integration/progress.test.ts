import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, testClock, type TestApp } from '../support/app.ts';

let cairn: TestApp;
const at = (iso: string): number => Date.parse(iso);

beforeAll(async () => {
  cairn = await createTestApp({ clock: testClock('2026-11-21T10:00:00Z', 'Europe/Paris') });
});
afterAll(() => cairn.close());

const log = (iso: string, minutes: number, about: Record<string, unknown> = {}) =>
  cairn.client.practice.log.mutate({ minutes, startedAt: at(iso), ...about });

test('with nothing done, every chart has its frame and no numbers', async () => {
  const view = await cairn.client.progress.view.query({ range: 'all' });
  expect({
    ...view,
    coverage: view.coverage.length > 10,
    hours: view.hours.flat().every((s) => s === 0),
  }).toEqual({
    today: '2026-11-21',
    from: '2026-11-21',
    days: [0],
    before: 0,
    due: null,
    planUntil: '2026-11-21',
    fan: null,
    weeks: { starts: ['2026-11-16'], done: [0], budget: [0] },
    bucket: 'week',
    buckets: ['2026-11-16'],
    bySkill: [],
    byActivity: [],
    hours: true,
    coverage: true,
  });
});

test('sums by day, week, subject and hour agree with what was logged', async () => {
  await cairn.client.plan.enroll.mutate({
    pathId: 'backend-to-agentic',
    startedOn: '2026-10-26',
    hoursPerWeek: 7,
  });
  await log('2026-10-27T18:00:00Z', 60, { skillId: 'mcp', activity: 'reading' });
  await log('2026-11-03T18:00:00Z', 90, { skillId: 'mcp', activity: 'building' });
  await log('2026-11-17T18:30:00Z', 60, { skillId: 'tool-calling', activity: 'building' });
  await log('2026-11-18T06:00:00Z', 30);
  const view = await cairn.client.progress.view.query({ range: 'all' });
  expect(view.from).toBe('2026-10-26');
  expect(view.days.reduce((sum, seconds) => sum + seconds, 0)).toBe(4 * 3600);
  expect(view.days[1]).toBe(3600);
  expect(view.weeks).toEqual({
    starts: ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'],
    done: [3600, 5400, 0, 5400],
    budget: [25_200, 25_200, 25_200, 25_200],
  });
  const stacks = (list: typeof view.bySkill) =>
    Object.fromEntries(list.map(({ id, seconds }) => [id, seconds]));
  expect(stacks(view.bySkill)).toEqual({
    mcp: [3600, 5400, 0, 0],
    'tool-calling': [0, 0, 0, 3600],
    null: [0, 0, 0, 1800],
  });
  expect(stacks(view.byActivity)).toEqual({ reading: [3600, 0, 0, 0], building: [0, 5400, 0, 5400] });
  // Tuesdays in Paris: 19:00 to 20:00, 19:00 to 20:30, 19:30 to 20:30.
  expect(view.hours[1]!.slice(18, 22)).toEqual([0, 3600 + 3600 + 1800, 1800 + 1800, 0]);
});

test('the plan’s line grows by a day’s share each day, and the forecast begins at what is done', async () => {
  const view = await cairn.client.progress.view.query({ range: 'all' });
  expect(view.due!.slice(0, 3)).toEqual([3600, 7200, 10_800]);
  expect(view.fan!.dates[0]).toBe('2026-11-21');
  expect([view.fan!.low[0], view.fan!.likely[0], view.fan!.high[0]]).toEqual([14_400, 14_400, 14_400]);
  view.fan!.dates.forEach((_, index) => {
    expect(view.fan!.low[index]).toBeLessThanOrEqual(view.fan!.likely[index]!);
    expect(view.fan!.likely[index]).toBeLessThanOrEqual(view.fan!.high[index]!);
  });
  const { forecast } = await cairn.client.plan.get.query();
  expect(view.fan!.dates.at(-1)! >= forecast!.late).toBe(true);
});

test('a range that begins later keeps the hours from before it', async () => {
  cairn.clock.set('2027-11-21T10:00:00Z');
  const view = await cairn.client.progress.view.query({ range: 'quarter' });
  expect({ from: view.from, before: view.before, weeks: view.weeks.starts.length }).toEqual({
    from: '2027-08-23',
    before: 4 * 3600,
    weeks: 13,
  });
});

test('years are drawn by month', async () => {
  cairn.clock.set('2029-11-21T10:00:00Z');
  const view = await cairn.client.progress.view.query({ range: 'all' });
  expect({ bucket: view.bucket, first: view.buckets[0], last: view.buckets.at(-1) }).toEqual({
    bucket: 'month',
    first: '2026-10-01',
    last: '2029-11-01',
  });
  expect(view.bySkill.find(({ id }) => id === 'mcp')!.seconds.slice(0, 3)).toEqual([3600, 5400, 0]);
});
