import { describe, expect, it } from 'vitest';
import { monthlyHours, weeklyHours } from '../../../../renderer/features/skills/weeks.ts';

const day = (date: string, seconds: number) => ({ date, seconds, sessions: 1 });

describe('hours over time', () => {
  it('sums days into weeks from Monday, with the empty weeks between and the running total', () => {
    const days = [day('2026-11-01', 3600), day('2026-11-02', 1800), day('2026-11-18', 7200)];
    expect(weeklyHours(days, '2026-11-21', 1)).toEqual({
      weeks: ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'],
      hours: [1, 0.5, 0, 2],
      total: [1, 1.5, 1.5, 3.5],
    });
  });

  it('shows some weeks before a first session, so that it is not one lone bar', () => {
    const { weeks, hours } = weeklyHours([day('2026-11-20', 3600)], '2026-11-21');
    expect(weeks).toHaveLength(12);
    expect(hours.slice(-2)).toEqual([0, 1]);
  });

  it('lists months with practice, newest first', () => {
    expect(monthlyHours([day('2025-12-31', 60), day('2026-02-01', 120), day('2026-02-02', 30)])).toEqual([
      { month: '2026-02', seconds: 150, sessions: 2 },
      { month: '2025-12', seconds: 60, sessions: 1 },
    ]);
  });
});
