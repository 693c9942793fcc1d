import { describe, expect, test } from 'vitest';
import { habitOf, type Habit } from '../../../electron/shared/habit.ts';
import { addDays } from '../../../electron/shared/time.ts';

const today = '2026-11-21';

/** The habit after a pattern of days that ends today: x practised, . off, p paused. */
function after(pattern: string, restDays = 2): Habit {
  const dayOf = (index: number): string => addDays(today, index - pattern.length + 1);
  const marked = (mark: string): Set<string> =>
    new Set(pattern.split('').flatMap((char, index) => (char === mark ? [dayOf(index)] : [])));
  const paused = marked('p');
  return habitOf({
    today,
    practised: marked('x'),
    isPaused: (date) => paused.has(date),
    restDays,
    from: dayOf(0),
  });
}
const WEEK = 'xxxxx..';

describe('the habit score', () => {
  test('follows the formula of Loop for a daily habit: 13 days of practice are half of it', () => {
    expect(after('x'.repeat(13), 0).score).toBe(50);
  });

  test('is about full after half a year of five days a week', () => {
    expect(after(WEEK.repeat(26)).score).toBeGreaterThanOrEqual(99);
  });

  test('forgives: a week off after half a year costs less than 30 points, and five weeks bring it back to nine tenths', () => {
    const full = after(WEEK.repeat(26)).score;
    const off = after(`${WEEK.repeat(26)}.......`).score;
    const back = after(`${WEEK.repeat(26)}.......${WEEK.repeat(5)}`).score;
    expect([full - off < 30, off < full, back >= 90]).toEqual([true, true, true]);
  });

  test('does not move in a pause', () => {
    expect(after(`${WEEK.repeat(8)}x${'p'.repeat(14)}`).score).toBe(after(`${WEEK.repeat(8)}x`).score);
  });

  test('waits for today: a day that is not over takes nothing away', () => {
    expect(after('xxxx.').score).toBe(after('xxxx').score);
  });
});

describe('the streak', () => {
  test.each([
    ['', 0],
    ['.', 0],
    ['x', 1],
    ['xx.', 2],
    ['xxxxx..xxxxx..x', 11],
    ['xxxxx...x', 1],
    ['x.x.x.x.x', 3],
    ['xxxxxppppppppppxx', 7],
    ['xxxxx..pp.xx', 2],
  ])('of %s is %i with two rest days', (pattern, length) => {
    expect(after(pattern || '.').streak).toBe(length);
  });

  test('is followed for 400 days, and says when it goes on beyond', () => {
    const { streak, longer } = after('x'.repeat(401));
    expect([streak, longer, after('x'.repeat(300)).longer]).toEqual([401, true, false]);
  });

  test('without rest days ends at the first day off', () => {
    expect(after('xxx.xx', 0).streak).toBe(2);
  });

  test('says how many rest days are left', () => {
    expect([after('xxxxxx').restLeft, after('xxxx.x').restLeft, after('xxx..x').restLeft]).toEqual([2, 1, 0]);
  });
});
