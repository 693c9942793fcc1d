import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { path as pathSchema } from '../../../electron/shared/curriculum.ts';
import {
  closedPauses,
  dueBetween,
  dueSeconds,
  dueUntil,
  fillPhases,
  layPlan,
  type PlanBends,
} from '../../../electron/shared/plan-arithmetic.ts';
import type { PlannedPhase } from '../../../electron/shared/plan.ts';
import { addDays, daysBetween } from '../../../electron/shared/time.ts';

const phase = (id: string, length: object, budget: object): object => ({
  id,
  title: id,
  goal: 'g',
  change: 'c',
  length,
  budget,
  targets: [{ id: `${id}-target`, title: 't', detail: 'd', doneWhen: 'w', skills: ['mcp'] }],
});
const path = pathSchema.parse({
  formatVersion: 1,
  id: 'p',
  title: 't',
  shortTitle: 't',
  months: 12,
  audience: 'a',
  summary: 's',
  coreIdea: 'c',
  phases: [
    phase('one', { days: 30 }, { hours: 2, per: 'day' }),
    phase('two', { weeks: 12 }, { hours: 8, per: 'week' }),
    phase('three', { untilMonth: 12 }, { hours: 4, per: 'week' }),
  ],
});
const lay = (startedOn: string, bends: Partial<PlanBends> = {}, hoursPerWeek: number | null = null) =>
  layPlan(path, { pathId: 'p', startedOn, hoursPerWeek }, { pauses: [], paces: [], ...bends });
const ends = (plan: readonly PlannedPhase[]): string[] => plan.map(({ endsOn }) => endsOn);

// From 2010 to 2034: every kind of leap year, and starts on 29 February.
const anyStart = fc.integer({ min: 0, max: 9000 }).map((offset) => addDays('2010-01-01', offset));
const anyPace = fc.option(fc.integer({ min: 2, max: 80 }).map((half) => half / 2));

/** Pauses that lie apart, as gaps and lengths from the start on, some before it. */
const anyPauses = (start: string) =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 40 })), { maxLength: 5 })
    .map((list) => {
      let at = addDays(start, -30);
      return list.map(([gap, days]) => {
        const startsOn = addDays(at, gap);
        at = addDays(startsOn, days);
        return { startsOn, endsOn: addDays(startsOn, days - 1) };
      });
    });
const anyPaces = (start: string) =>
  fc.array(
    fc.record({
      fromOn: fc.integer({ min: 1, max: 400 }).map((days) => addDays(start, days)),
      hoursPerWeek: anyPace,
    }),
    { maxLength: 4 },
  );
const anyPlan = anyStart.chain((start) =>
  fc.record({ start: fc.constant(start), pace: anyPace, pauses: anyPauses(start), paces: anyPaces(start) }),
);

describe('whatever pauses and paces there are', () => {
  test('the phases touch without a gap or an overlap, and their days are whole', () => {
    fc.assert(
      fc.property(anyPlan, ({ start, pace, pauses, paces }) => {
        const plan = lay(start, { pauses, paces }, pace);
        expect(plan[0]!.startsOn).toBe(start);
        plan.forEach((current, index) => {
          if (index > 0) expect(current.startsOn).toBe(addDays(plan[index - 1]!.endsOn, 1));
          expect(daysBetween(current.startsOn, current.endsOn) + 1).toBe(current.days);
          expect(current.runs.reduce((sum, run) => sum + run.days, current.pausedDays)).toBe(current.days);
        });
      }),
    );
  });

  test('what is due day by day adds up to the budget, and nothing is due on a paused day', () => {
    fc.assert(
      fc.property(anyPlan, ({ start, pace, pauses, paces }) => {
        for (const current of lay(start, { pauses, paces }, pace)) {
          let sum = 0;
          for (let date = current.startsOn; date <= current.endsOn; date = addDays(date, 1)) {
            const due = dueSeconds(current, date) - dueSeconds(current, addDays(date, -1));
            sum += due;
            expect(due).toBeGreaterThanOrEqual(0);
            if (pauses.some((it) => it.startsOn <= date && date <= it.endsOn)) expect(due).toBe(0);
          }
          expect(sum).toBe(Math.round(current.hours * 3600));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a changed pace leaves every day before it untouched', () => {
    fc.assert(
      fc.property(anyPlan, anyPace, fc.integer({ min: 1, max: 500 }), (given, hoursPerWeek, after) => {
        const { start, pace, pauses, paces } = given;
        const fromOn = addDays(start, after);
        const before = lay(start, { pauses, paces }, pace);
        const others = paces.filter((it) => it.fromOn !== fromOn);
        const changed = lay(start, { pauses, paces: [...others, { fromOn, hoursPerWeek }] }, pace);
        const without = lay(start, { pauses, paces: others }, pace);
        const days = Array.from({ length: after }, (_, index) => addDays(start, index));
        const old = others.length === paces.length ? before : without;
        // The last day of a phase takes what rounding left; a second is not a change.
        for (const date of days)
          expect(Math.abs(dueUntil(changed, date) - dueUntil(old, date))).toBeLessThan(2);
      }),
      { numRuns: 40 },
    );
  });
});

test('a pause of n days moves the end of its phase and of every later one by n, and no earlier one', () => {
  fc.assert(
    fc.property(
      anyStart,
      anyPace,
      fc.record({ at: fc.integer({ min: 0, max: 360 }), days: fc.integer({ min: 1, max: 400 }) }),
      (start, pace, { at, days }) => {
        const startsOn = addDays(start, at);
        const before = lay(start, {}, pace);
        const after = lay(start, { pauses: [{ startsOn, endsOn: addDays(startsOn, days - 1) }] }, pace);
        expect(ends(after)).toEqual(ends(before).map((end) => (end < startsOn ? end : addDays(end, days))));
      },
    ),
  );
});

test('a pause over the leap day counts it, and one from 28 February to 1 March has three days in 2028', () => {
  const pause = { startsOn: '2028-02-28', endsOn: '2028-03-01' };
  expect(lay('2028-02-20', { pauses: [pause] })[0]).toMatchObject({
    startsOn: '2028-02-20',
    endsOn: '2028-03-23',
    days: 33,
    pausedDays: 3,
  });
});

test('half the pace from the middle of a phase on doubles what is left of it', () => {
  const plan = lay('2026-11-02', { paces: [{ fromOn: '2026-11-17', hoursPerWeek: 7 }] });
  expect([plan[0]!.endsOn, plan[0]!.runs]).toEqual([
    '2026-12-16',
    [
      { startsOn: '2026-11-02', days: 15, weeklyHours: 14 },
      { startsOn: '2026-11-17', days: 30, weeklyHours: 7 },
    ],
  ]);
  expect(dueBetween(plan, '2026-11-16', '2026-11-17')).toBe(7200 + 3600);
});

test('a pause without an end moves the plan by a day each day', () => {
  const open = [{ startsOn: '2026-11-10', endsOn: null }];
  const endOn = (today: string): string =>
    lay('2026-11-02', { pauses: closedPauses(open, today) })[0]!.endsOn;
  expect(['2026-11-01', '2026-11-10', '2026-11-14'].map(endOn)).toEqual([
    '2026-12-02',
    '2026-12-02',
    '2026-12-06',
  ]);
});

test('hours fill the phases in order, whenever they were done, and none is lost', () => {
  const plan = lay('2026-11-02');
  expect(fillPhases(plan, 70 * 3600).map((seconds) => seconds / 3600)).toEqual([60, 10, 0]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000_000 }), (total) => {
      expect(fillPhases(plan, total).reduce((sum, part) => sum + part, 0)).toBe(total);
    }),
  );
});
