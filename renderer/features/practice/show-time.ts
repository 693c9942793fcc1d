import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { formatClock, formatDuration, localDateOf } from '../../../electron/shared/time.ts';

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
/** An instant for people: "14:05" today, else "Fri 20 Nov, 14:05". */
export function showTime(at: number): string {
  return new Date(at).toDateString() === new Date().toDateString() ? time.format(at) : dayAndTime.format(at);
}

/**
 * The wall clock at a session's start, where it happened: "21:10". Practice after midnight counts for the day
 * before, and says so: "01:44, after midnight".
 */
export function showClock({ startedAt, zone, localDate }: PracticeSession): string {
  const isNextDay = localDateOf(startedAt, zone, 0) > localDate;
  return formatClock(startedAt, zone) + (isNextDay ? ', after midnight' : '');
}

/** "Fri 20 Nov" for a date of YYYY-MM-DD. */
export const showDay = (date: string): string => day.format(Date.parse(`${date}T00:00:00Z`)).replace(',', '');

export { formatDate as showDate } from '../../../electron/shared/time.ts';

/** A sum of practice; nothing yet is "0 min", not "0 s". */
export const showSum = (seconds: number): string => (seconds === 0 ? '0 min' : formatDuration(seconds));

/** Hours and minutes for a small space: "1:20". */
export function showHm(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Seconds as hours with one decimal: "12.5". */
export const showHours = (seconds: number): string => (seconds / 3600).toFixed(1);

/** The value of a datetime-local input for an instant, in this machine's zone. */
export function toLocalInput(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
