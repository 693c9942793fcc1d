import type { DayTotal } from '../../../electron/shared/practice.ts';
import { addDays, daysBetween, formatDuration, weekdayIndex } from '../../../electron/shared/time.ts';
import { showDay } from './show-time.ts';

export interface HeatDay {
  date: string;
  /** Column from 0 (the week that holds 1 January) and row from 0 (Monday). */
  week: number;
  weekday: number;
  level: 0 | 1 | 2 | 3 | 4;
  label: string;
}

/** Upper bounds in minutes of the levels 1 to 3. 30 minutes a day is the habit, 2 hours the first month's budget. */
const BOUNDS = [30, 60, 120] as const;

export function heatLevel(seconds: number): HeatDay['level'] {
  if (seconds <= 0) return 0;
  const minutes = seconds / 60;
  if (minutes < BOUNDS[0]) return 1;
  if (minutes < BOUNDS[1]) return 2;
  return minutes < BOUNDS[2] ? 3 : 4;
}

/** Every day of a year, laid out in weeks that begin on Monday. */
export function heatDays(year: number, totals: readonly DayTotal[]): HeatDay[] {
  const byDate = new Map(totals.map((total) => [total.date, total]));
  const first = `${String(year).padStart(4, '0')}-01-01`;
  const offset = weekdayIndex(first);
  const count = daysBetween(first, `${String(year + 1).padStart(4, '0')}-01-01`);
  return Array.from({ length: count }, (_, index) => {
    const date = addDays(first, index);
    const total = byDate.get(date);
    const seconds = total?.seconds ?? 0;
    const sessions = total
      ? `${formatDuration(seconds)} in ${total.sessions} ${total.sessions === 1 ? 'session' : 'sessions'}`
      : 'no practice';
    return {
      date,
      week: Math.floor((index + offset) / 7),
      weekday: (index + offset) % 7,
      level: heatLevel(seconds),
      label: `${showDay(date)}: ${sessions}`,
    };
  });
}

/** The date an arrow key leads to, or null when it leaves the year or is no arrow. */
export function moveDate(date: string, key: string): string | null {
  const step = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 }[key];
  if (step !== undefined) {
    const next = addDays(date, step);
    return next.slice(0, 4) === date.slice(0, 4) ? next : null;
  }
  if (key === 'Home') return `${date.slice(0, 4)}-01-01`;
  if (key === 'End') return `${date.slice(0, 4)}-12-31`;
  return null;
}
