import { weekday, type RhythmItem } from './curriculum.ts';
import { addDays, addMonths, formatDate, weekdayIndex, weekStart } from './time.ts';

type Cadence = RhythmItem['cadence'];

export interface Stretch {
  from: string;
  to: string;
}

const QUARTER = /^(\d{4})-Q([1-4])$/;
const MONTH = /^\d{4}-\d{2}$/;

/** The stretch of time in which an item is due once, as a sortable name: a day, a Monday, a month, a quarter. */
export function periodOf(cadence: Cadence, date: string): string {
  switch (cadence) {
    case 'weekday':
      return date;
    case 'weekly':
      return `week-${weekStart(date)}`;
    case 'monthly':
      return date.slice(0, 7);
    case 'quarterly':
      return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
  }
}

/** The cadence that a period's name belongs to. */
export function cadenceOf(period: string): Cadence {
  if (period.startsWith('week-')) return 'weekly';
  if (QUARTER.test(period)) return 'quarterly';
  return MONTH.test(period) ? 'monthly' : 'weekday';
}

/**
 * The days, both inclusive, on which what is due in a period can be done. What belongs to a weekday may move within
 * the week of that day.
 */
export function boundsOf(period: string): Stretch {
  const quarter = QUARTER.exec(period);
  if (quarter) {
    const from = `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`;
    return { from, to: addDays(addMonths(from, 3), -1) };
  }
  if (MONTH.test(period)) return { from: `${period}-01`, to: addDays(addMonths(`${period}-01`, 1), -1) };
  const from = weekStart(period.replace('week-', ''));
  return { from, to: addDays(from, 6) };
}

/** The period before: the same weekday a week earlier, the week, month or quarter before. */
export function periodBefore(period: string): string {
  const cadence = cadenceOf(period);
  if (cadence === 'weekday') return addDays(period, -7);
  return periodOf(cadence, addDays(boundsOf(period).from, -1));
}

/** The day of an item of a weekday in the week that begins on `monday`. */
export function dayInWeek(item: Pick<RhythmItem, 'weekday'>, monday: string): string {
  return addDays(monday, Math.max(0, weekday.options.indexOf(item.weekday ?? 'monday')));
}

export const weekdayOf = (date: string): (typeof weekday.options)[number] =>
  weekday.options[weekdayIndex(date)]!;

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A period in words: "16 Nov 2026" for a day, "week of 16 Nov 2026", "November 2026", "quarter 4 of 2026". */
export function periodName(period: string): string {
  const quarter = QUARTER.exec(period);
  if (quarter) return `quarter ${quarter[2]} of ${quarter[1]}`;
  if (MONTH.test(period)) return monthName.format(Date.parse(`${period}-01T00:00:00Z`));
  if (period.startsWith('week-')) return `week of ${formatDate(period.slice(5))}`;
  return formatDate(period);
}
