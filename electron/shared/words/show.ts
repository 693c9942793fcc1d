import { formatDate, localDateOf } from '../time.ts';
import type { EntryContext } from './types.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });

/** "04:00" for 240. */
export const showClock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** "Fri 20 Nov", with the year unless it is this one. */
export function showDate(date: string, today: string): string {
  const text = formatDate(date);
  const short = date.slice(0, 4) === today.slice(0, 4) ? text.slice(0, -5) : text;
  return `${weekday.format(Date.parse(`${date}T00:00:00Z`))} ${short}`;
}

/** "Fri 20 Nov, 21:10 to 21:55"; says so where the hours after midnight count for the day before. */
export function showStretch(startedAt: number, minutes: number, context: EntryContext): string {
  const { zone, now, dayStartHour } = context;
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  const today = localDateOf(now, zone, 0);
  const date = localDateOf(startedAt, zone, 0);
  const counts = localDateOf(startedAt, zone, dayStartHour);
  const day = date === today ? 'Today' : showDate(date, today);
  const note = counts === date ? '' : `, counts for ${showDate(counts, today)}`;
  return `${day}, ${clock.format(startedAt)} to ${clock.format(startedAt + minutes * 60_000)}${note}`;
}
