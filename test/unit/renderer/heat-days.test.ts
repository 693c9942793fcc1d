import { describe, expect, test } from 'vitest';
import { heatDays, heatLevel, moveDate } from '../../../renderer/features/practice/heat-days.ts';

describe('the calendar of a year', () => {
  test('has a leap day, begins its weeks on Monday and never overlaps two days', () => {
    const days = heatDays(2028, []);
    expect(days).toHaveLength(366);
    // 1 January 2028 is a Saturday.
    expect(days[0]).toMatchObject({ date: '2028-01-01', week: 0, weekday: 5 });
    expect(days[2]).toMatchObject({ date: '2028-01-03', week: 1, weekday: 0 });
    expect(new Set(days.map((day) => `${day.week}/${day.weekday}`)).size).toBe(366);
    expect(Math.max(...days.map((day) => day.week))).toBeLessThan(54);
  });

  test('says in words what was done on a day', () => {
    const [first, second] = heatDays(2026, [{ date: '2026-01-01', seconds: 3900, sessions: 2 }]);
    expect([first?.label, second?.label]).toEqual([
      'Thu 1 Jan: 1 h 05 min in 2 sessions',
      'Fri 2 Jan: no practice',
    ]);
  });

  test('shades a day by half an hour, an hour and two hours', () => {
    expect([0, 60, 30 * 60, 60 * 60, 120 * 60].map(heatLevel)).toEqual([0, 1, 2, 3, 4]);
  });

  test('arrow keys move by day and week and stop at the ends of the year', () => {
    expect([
      moveDate('2026-03-10', 'ArrowLeft'),
      moveDate('2026-03-10', 'ArrowDown'),
      moveDate('2026-12-31', 'ArrowDown'),
      moveDate('2026-01-03', 'ArrowLeft'),
      moveDate('2026-03-10', 'Home'),
      moveDate('2026-03-10', 'x'),
    ]).toEqual(['2026-03-03', '2026-03-11', null, null, '2026-01-01', null]);
  });
});
