import { boundsOf, cadenceOf, periodName, weekdayOf } from '../../../electron/shared/rhythm-periods.ts';
import type { PersonalItem, RhythmEntry } from '../../../electron/shared/rhythm.ts';
import { addDays, formatDuration } from '../../../electron/shared/time.ts';

const dayOf = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** "16 Nov". */
export const showShort = (date: string): string => dayOf.format(utc(date));

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** "Friday 20 Nov". */
export const showWeekday = (date: string): string => `${capital(weekdayOf(date))} ${showShort(date)}`;

/** "16 to 22 Nov 2026". */
export function showWeek(monday: string): string {
  const sunday = addDays(monday, 6);
  const from =
    monday.slice(0, 7) === sunday.slice(0, 7) ? String(Number(monday.slice(8))) : showShort(monday);
  return `${from} to ${showShort(sunday)} ${sunday.slice(0, 4)}`;
}

export type EntryState = 'done' | 'skipped' | 'open';

export function stateOf({ checkedAt, skippedAt }: RhythmEntry): EntryState {
  if (checkedAt !== null) return 'done';
  return skippedAt === null ? 'open' : 'skipped';
}

/** "16:00 · 45 min", as far as it is known. */
export function showTimes({ time, minutes }: Pick<PersonalItem, 'time' | 'minutes'>): string {
  return [time, minutes && formatDuration(minutes * 60)].filter(Boolean).join(' · ');
}

/** When an item comes round: "Fridays at 16:00", "once a month". */
export function showCadence({ cadence, weekday, time }: PersonalItem): string {
  if (cadence !== 'weekday')
    return { weekly: 'Once a week', monthly: 'Once a month', quarterly: 'Once a quarter' }[cadence];
  return `${capital(weekday ?? 'monday')}s${time ? ` at ${time}` : ''}`;
}

export const PERIOD_WORD = {
  weekday: 'week',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
} as const;

/** The days to which an entry can move; many for a month or a quarter, which then takes a date field. */
export function daysOfPeriod(period: string): string[] {
  const { from, to } = boundsOf(period);
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** "in the week of 16 Nov 2026", "in November 2026". */
export const showPeriod = (period: string): string =>
  cadenceOf(period) === 'weekday'
    ? `on ${showWeekday(period)}`
    : `in ${periodName(period).replace(/^(week|quarter)/, 'the $1')}`;

/** What writing an item down is called. */
export const OPENS = {
  'teach-note': { write: 'Write the note', open: 'Open the note' },
  course: { write: 'Write what I learned', open: 'Open my notes' },
  talk: { write: 'Plan the talk', open: 'Open the plan' },
  reading: { write: 'Open the reading log', open: 'Open the reading log' },
} as const;
