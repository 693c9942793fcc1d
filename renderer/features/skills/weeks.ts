import type { DayTotal } from '../../../electron/shared/practice.ts';
import { addDays, weekStart } from '../../../electron/shared/time.ts';

/** Hours by week, from the first week with practice to this one, weeks without any included. */
export interface WeeklyHours {
  /** Mondays. */
  weeks: string[];
  hours: number[];
  /** Running total at the end of each week. */
  total: number[];
}

/** Sums days into ISO weeks. At least `least` weeks are given, so that a first week is not one lone bar. */
export function weeklyHours(days: readonly DayTotal[], today: string, least = 12): WeeklyHours {
  const seconds = new Map<string, number>();
  for (const day of days) {
    const week = weekStart(day.date);
    seconds.set(week, (seconds.get(week) ?? 0) + day.seconds);
  }
  const last = weekStart(today);
  const earliest = addDays(last, -7 * (least - 1));
  let week = [...seconds.keys(), earliest].toSorted()[0] ?? earliest;
  const result: WeeklyHours = { weeks: [], hours: [], total: [] };
  for (let sum = 0; week <= last; week = addDays(week, 7)) {
    const own = seconds.get(week) ?? 0;
    sum += own;
    result.weeks.push(week);
    result.hours.push(own / 3600);
    result.total.push(sum / 3600);
  }
  return result;
}

/** Hours by month, newest first, months without practice left out: the chart as a table. */
export function monthlyHours(
  days: readonly DayTotal[],
): { month: string; seconds: number; sessions: number }[] {
  const months = new Map<string, { seconds: number; sessions: number }>();
  for (const day of days) {
    const key = day.date.slice(0, 7);
    const sum = months.get(key) ?? { seconds: 0, sessions: 0 };
    months.set(key, { seconds: sum.seconds + day.seconds, sessions: sum.sessions + day.sessions });
  }
  return [...months]
    .map(([month, sum]) => ({ month, ...sum }))
    .toSorted((a, b) => b.month.localeCompare(a.month));
}
