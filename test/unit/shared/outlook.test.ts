import { describe, expect, test } from 'vitest';
import { activeDays, minutesMore, secondsLeft } from '../../../electron/shared/outlook.ts';
import { layPlan } from '../../../electron/shared/plan-arithmetic.ts';
import { path as pathSchema } from '../../../electron/shared/curriculum.ts';

const pauses = [
  { startsOn: '2026-11-10', endsOn: '2026-11-12' },
  { startsOn: '2026-12-01', endsOn: '2026-12-10' },
];

describe('days that are not paused', () => {
  test.each([
    ['a pause inside', '2026-11-09', '2026-11-15', 4],
    ['a pause at the end', '2026-11-28', '2026-12-03', 3],
    ['only a pause', '2026-12-02', '2026-12-04', 0],
    ['nothing at all', '2026-12-04', '2026-12-02', 0],
  ])('with %s', (...given) => {
    const [, from, to, days] = given;
    expect(activeDays(from, to, pauses)).toBe(days);
  });
});

describe('what closes the gap of a target', () => {
  const at = { needed: 10 * 3600, today: '2026-11-12', pauses };

  test('is what the days left need beyond the present pace, paused days left out', () => {
    // 10 h over 18 + 6 days, less 15 min a day.
    expect(minutesMore({ ...at, dueOn: '2026-12-16', pace: 900 })).toBe(10);
  });

  test('is nothing when the pace is enough, and unknown when the day is over', () => {
    expect(minutesMore({ ...at, dueOn: '2026-12-16', pace: 9000 })).toBe(0);
    expect(minutesMore({ ...at, dueOn: '2026-11-12', pace: 900 })).toBeNull();
  });
});

test('what is left adds up along the path, and a phase that is done adds nothing', () => {
  const phase = (id: string): object => ({
    id,
    title: id,
    goal: 'g',
    change: 'c',
    length: { weeks: 1 },
    budget: { hours: 7, per: 'week' },
    targets: [{ id: `${id}-t`, title: 't', detail: 'd', doneWhen: 'w', skills: ['mcp'] }],
  });
  const path = pathSchema.parse({
    formatVersion: 1,
    id: 'p',
    title: 't',
    shortTitle: 't',
    months: 1,
    audience: 'a',
    summary: 's',
    coreIdea: 'c',
    phases: [phase('one'), phase('two'), phase('three')],
  });
  const plan = layPlan(path, { pathId: 'p', startedOn: '2026-11-02', hoursPerWeek: null });
  const hours = secondsLeft(plan, [7 * 3600, 2 * 3600, 0]).map((seconds) => seconds / 3600);
  expect(hours).toEqual([0, 5, 12]);
});
