import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { path as pathSchema, type Path } from '../../../electron/shared/curriculum.ts';
import { dueBetween, dueSeconds, layPlan, phaseOn } from '../../../electron/shared/plan-arithmetic.ts';
import { addDays, addMonths, daysBetween } from '../../../electron/shared/time.ts';

const phase = (id: string, length: object, budget: object): object => ({
  id,
  title: id,
  goal: 'g',
  change: 'c',
  length,
  budget,
  targets: [{ id: `${id}-target`, title: 't', detail: 'd', doneWhen: 'w', skills: ['mcp'] }],
});

const twoYears: Path = pathSchema.parse({
  formatVersion: 1,
  id: 'two-years',
  title: 't',
  shortTitle: 't',
  months: 24,
  audience: 'a',
  summary: 's',
  coreIdea: 'c',
  phases: [
    phase('month-1', { days: 30 }, { hours: 2, per: 'day' }),
    phase('quarter-1', { weeks: 12 }, { hours: 8, per: 'week' }),
    phase('year-1', { weeks: 52 }, { hours: 4, per: 'week' }),
    phase('year-2', { untilMonth: 24 }, { hours: 4, per: 'week' }),
  ],
});

describe('the plan at the pace of the path', () => {
  const plan = layPlan(twoYears, { pathId: 'two-years', startedOn: '2026-11-21', hoursPerWeek: null });

  test('lays the phases end to end with the hours of their budgets', () => {
    expect(
      plan.map(({ id, startsOn, endsOn, hours, weeklyHours }) => [id, startsOn, endsOn, hours, weeklyHours]),
    ).toEqual([
      ['month-1', '2026-11-21', '2026-12-20', 60, 14],
      ['quarter-1', '2026-12-21', '2027-03-14', 96, 8],
      ['year-1', '2027-03-15', '2028-03-12', 208, 4],
      ['year-2', '2028-03-13', '2028-11-20', 144.6, 4],
    ]);
  });

  test('ends on the last day of the 24th month', () => {
    expect(addDays(plan.at(-1)!.endsOn, 1)).toBe(addMonths('2026-11-21', 24));
  });

  test('knows the phase of a day, also before the start and after the end', () => {
    const dates = ['2026-01-01', '2026-12-20', '2026-12-21', '2028-03-13', '2031-01-01'];
    expect(dates.map((date) => phaseOn(plan, date).id)).toEqual([
      'month-1',
      'month-1',
      'quarter-1',
      'year-2',
      'year-2',
    ]);
  });

  test('asks for the budget evenly: nothing before the phase, all of it on its last day', () => {
    const first = plan[0]!;
    expect([
      dueSeconds(first, '2026-11-20'),
      dueSeconds(first, '2026-11-21'),
      dueSeconds(first, '2026-12-20'),
      dueSeconds(first, '2030-01-01'),
      dueBetween(plan, '2026-11-25', '2026-11-25'),
    ]).toEqual([0, 7200, 216_000, 216_000, 7200]);
  });
});

test('other hours a week keep the work and move the dates', () => {
  const plan = layPlan(twoYears, { pathId: 'two-years', startedOn: '2026-11-21', hoursPerWeek: 7 });
  expect(plan.map(({ id, days, hours }) => [id, days, hours])).toEqual([
    ['month-1', 60, 60],
    ['quarter-1', 96, 96],
    ['year-1', 208, 208],
    ['year-2', 145, 144.6],
  ]);
});

test('for any start and pace the phases touch, and each pace delivers its hours', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9000 }),
      fc.option(fc.integer({ min: 1, max: 80 })),
      (offset, hoursPerWeek) => {
        const plan = layPlan(twoYears, {
          pathId: 'two-years',
          startedOn: addDays('2010-01-01', offset),
          hoursPerWeek,
        });
        plan.forEach((current, index) => {
          expect(daysBetween(current.startsOn, current.endsOn)).toBe(current.days - 1);
          expect(Math.abs((current.weeklyHours / 7) * current.days - current.hours)).toBeLessThan(
            current.weeklyHours / 7 + 0.1,
          );
          if (index > 0) expect(current.startsOn).toBe(addDays(plan[index - 1]!.endsOn, 1));
        });
      },
    ),
  );
});
