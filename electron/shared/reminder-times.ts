import type { QuietHours } from './reminders.ts';
import type { RhythmEntry } from './rhythm.ts';
import { boundsOf, weekdayOf } from './rhythm-periods.ts';
import { addDays, weekStart } from './time.ts';
import type { WallClock, WallTime } from './words/wall-clock.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
/** When an item without a time of its own is called to mind. */
const MORNING = '09:00';

/** "21:10" as minutes after midnight. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

function isQuietTime(minutes: number, { from, to }: QuietHours): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return start <= end ? minutes >= start && minutes < end : minutes >= start || minutes < end;
}

const isQuietAt = ({ date, minutes }: WallTime, quiet: QuietHours): boolean =>
  quiet.on && (quiet.days.includes(weekdayOf(date)) || isQuietTime(minutes, quiet));

/** Whether nothing is reminded of at an instant. A time from 22:00 to 22:00 is never quiet. */
export function isQuiet(at: number, quiet: QuietHours, clock: WallClock): boolean {
  return isQuietAt(clock.read(at), quiet);
}

/** The wall-clock minute at which the present quiet stretch may end, counted from the midnight of its day. */
function endOfStretch({ date, minutes }: WallTime, quiet: QuietHours): number {
  if (quiet.days.includes(weekdayOf(date))) return DAY_MINUTES;
  const end = minutesOf(quiet.to);
  return end > minutes ? end : end + DAY_MINUTES;
}

/**
 * The first minute from `at` on that is not quiet, by the wall clock: a change of the clocks inside the quiet hours
 * moves their end with it.
 * @returns epoch ms; null when every day is quiet
 */
export function nextLoud(at: number, quiet: QuietHours, clock: WallClock): number | null {
  if (quiet.days.length === 7 && quiet.on) return null;
  let now = at;
  // Each round ends a stretch; seven days and their nights are the most there can be in a row.
  for (let round = 0; round < 32; round += 1) {
    const wall = clock.read(now);
    if (!isQuietAt(wall, quiet)) return now;
    const end = endOfStretch(wall, quiet);
    const found = clock.instant({ date: wall.date, minutes: end }).at;
    // In the hour that comes twice the found instant may be the one that has passed.
    let next = found > now ? found : now - (now % MINUTE) + (end - wall.minutes) * MINUTE;
    // A skipped end is found after the gap; the quiet was over when the gap began.
    while (next - MINUTE > now && !isQuiet(next - MINUTE, quiet, clock)) next -= MINUTE;
    now = next;
  }
  return null;
}

/** The day on which an item of a week, month or quarter is called to mind when no day was planned: late, but in time. */
function lateDay({ cadence, period }: RhythmEntry): string {
  const { from, to } = boundsOf(period);
  if (cadence === 'weekly') return addDays(from, 4);
  // The Monday of the last whole week or so: five to eleven days are left.
  return weekStart(addDays(to, -5));
}

/**
 * When an entry is due by the wall clock of the zone that the person is in now.
 * @param dayStartHour times before it belong to the night after the entry's day
 * @returns epoch ms; null for what has no time and is not called to mind
 */
export function dueAt(entry: RhythmEntry, clock: WallClock, dayStartHour: number): number | null {
  const planned = entry.date !== null;
  if (!entry.time && (entry.optional || (planned && entry.cadence === 'weekday'))) return null;
  const minutes = minutesOf(entry.time ?? MORNING);
  const night = minutes < dayStartHour * 60 ? DAY_MINUTES : 0;
  return clock.instant({ date: entry.date ?? lateDay(entry), minutes: minutes + night }).at;
}
