import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { showDate } from '../show-time.ts';

/** "20 Nov 2026, 21:10 to 21:55" on the clock of where it happened. */
export function showRange({ localDate, startedAt, endedAt, zone }: PracticeSession): string {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  return `${showDate(localDate)}, ${clock.format(startedAt)} to ${clock.format(endedAt)}`;
}
