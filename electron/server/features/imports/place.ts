import { DAY_MS } from '../../../shared/time.ts';
import type { Entry } from './entry.ts';
import type { ZoneClock } from './read/zone-clock.ts';

/** When an entry was, and the day that it counts for. */
export interface Placed {
  startedAt: number;
  endedAt: number;
  zone: string;
  localDate: string;
  timeKnown: boolean;
}

interface Inputs {
  zone: string;
  clockOf: (zone: string) => ZoneClock | null;
  now: number;
  dayStartHour: number;
}

const HOUR_MS = 3_600_000;
/** Where a day's entries begin when the file tells the day only. */
const MADE_UP_HOUR = 9;

/**
 * Puts entries on the clock. An entry of which only the day is known is laid behind the others of its day, from nine
 * in the morning on; it ends within its day and not in the future, and says that its time is made up.
 */
export function createPlacer({ zone: own, clockOf, now, dayStartHour }: Inputs): (entry: Entry) => Placed {
  const cursors = new Map<number, number>();
  const dates = new Map<number, string>();
  const dateOf = (day: number): string => {
    let date = dates.get(day);
    if (date === undefined) dates.set(day, (date = new Date(day * DAY_MS).toISOString().slice(0, 10)));
    return date;
  };

  return (entry) => {
    const zone = entry.zone ?? own;
    const clock = clockOf(zone)!;
    if (entry.start !== null) {
      const day = Math.floor((clock.toWall(entry.start) - dayStartHour * HOUR_MS) / DAY_MS);
      // A length that was rounded up is the tracker's word for what counts.
      const endedAt = Math.max(entry.end!, entry.start + entry.seconds * 1000);
      return { startedAt: entry.start, endedAt, zone, localDate: dateOf(day), timeKnown: true };
    }
    const day = entry.day!;
    const length = entry.seconds * 1000;
    const dayEnds = day + dayStartHour * HOUR_MS + DAY_MS;
    const from = cursors.get(day) ?? day + Math.max(MADE_UP_HOUR, dayStartHour) * HOUR_MS;
    const wall = Math.max(day + dayStartHour * HOUR_MS, Math.min(from, dayEnds - length));
    cursors.set(day, wall + length);
    const startedAt = Math.min(clock.toInstant(wall), now - length);
    return {
      startedAt,
      endedAt: startedAt + length,
      zone,
      localDate: dateOf(Math.round(day / DAY_MS)),
      timeKnown: false,
    };
  };
}
