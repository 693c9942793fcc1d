import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastPhase } from '../../../electron/shared/forecast.ts';
import { addDays } from '../../../electron/shared/time.ts';

const HOUR = 3600;
const today = '2026-11-21';

describe('a forecast', () => {
  test('of an even pace is exact: ten hours at two a week are five weeks', () => {
    expect(forecastPhase({ remaining: 10 * HOUR, weeks: [2, 2, 2, 2].map((h) => h * HOUR), today })).toEqual({
      hoursPerWeek: 2,
      weeks: 4,
      likely: addDays(today, 35),
      early: addDays(today, 35),
      late: addDays(today, 35),
    });
  });

  test('of an uneven pace has a range around the likely day', () => {
    const { early, likely, late } = forecastPhase({
      remaining: 30 * HOUR,
      weeks: [0, 6 * HOUR, 1 * HOUR, 5 * HOUR],
      today,
    })!;
    expect([early < likely, likely < late]).toEqual([true, true]);
    // The mean pace is three hours a week: ten weeks, give or take.
    expect([likely > addDays(today, 56), likely < addDays(today, 84)]).toEqual([true, true]);
  });

  test.each([
    ['one week', [2 * HOUR]],
    ['no practice at all', [0, 0, 0]],
    ['a pace that needs more than ten years', [60, 60]],
  ])('is not made from %s', (_, weeks) => {
    expect(forecastPhase({ remaining: 100 * HOUR, weeks, today })).toBeNull();
  });

  test('is today when nothing is left', () => {
    expect(forecastPhase({ remaining: 0, weeks: [HOUR, HOUR], today })).toMatchObject({
      early: today,
      likely: today,
      late: today,
    });
  });

  const anyWeeks = fc.array(fc.integer({ min: 0, max: 40 * HOUR }), { minLength: 2, maxLength: 8 });
  const anyRemaining = fc.integer({ min: 0, max: 300 * HOUR });

  test('is ordered, does not flicker, and more work left is never done sooner', () => {
    fc.assert(
      fc.property(
        anyWeeks,
        anyRemaining,
        fc.integer({ min: 0, max: 50 * HOUR }),
        (weeks, remaining, more) => {
          const one = forecastPhase({ remaining, weeks, today });
          if (!one) return;
          expect(forecastPhase({ remaining, weeks, today })).toEqual(one);
          expect([one.early <= one.likely, one.likely <= one.late, one.early >= today]).toEqual([
            true,
            true,
            true,
          ]);
          const later = forecastPhase({ remaining: remaining + more, weeks, today });
          if (later) expect(later.late >= one.late).toBe(true);
        },
      ),
    );
  });
});
