import { DAY_MS } from '../../../../shared/time.ts';

/** Wall times of one zone, fast enough for a hundred thousand of them. "Wall" is epoch ms as if the zone were UTC. */
export interface ZoneClock {
  readonly zone: string;
  /**
   * The instant at which the zone's clocks show a wall time. A time that is skipped is read with the offset before
   * the change, of one that comes twice the first is taken (RFC 5545).
   */
  toInstant(wall: number): number;
  toWall(at: number): number;
}

/** The end of "2026, GMT+05:30"; Greenwich itself has no numbers behind it. */
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** @throws RangeError for a zone that this machine does not know */
export function createZoneClock(zone: string): ZoneClock {
  // The year is there because a format without any part of the date gives the whole of it, which takes longer.
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    timeZoneName: 'longOffset',
  });
  const measure = (at: number): number => {
    const text = format.format(at);
    const found = OFFSET.exec(text);
    // Taken for Greenwich, each time of the file would be wrong and nobody would know.
    if (!found) throw new Error(`The offset of ${zone} came as "${text}".`);
    const [, sign, hours = 0, minutes = 0, seconds = 0] = found;
    const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -offset : offset;
  };
  const midnights = new Map<number, number>();
  const atMidnight = (day: number): number => {
    let offset = midnights.get(day);
    if (offset === undefined) midnights.set(day, (offset = measure(day * DAY_MS)));
    return offset;
  };
  /** A day with the same offset at both ends has no change in it: zones change at most once a day. */
  const offset = (at: number): number => {
    const day = Math.floor(at / DAY_MS);
    const first = atMidnight(day);
    return first === atMidnight(day + 1) ? first : measure(at);
  };
  return {
    zone,
    toWall: (at) => at + offset(at),
    toInstant(wall) {
      const before = offset(wall - DAY_MS);
      const after = offset(wall + DAY_MS);
      if (before === after) return wall - before;
      const fits = [wall - before, wall - after].filter((at) => at + offset(at) === wall);
      return fits.length > 0 ? Math.min(...fits) : wall - before;
    },
  };
}

/** The clocks of all zones that a file names. */
export function createZoneClocks(): (zone: string) => ZoneClock | null {
  const clocks = new Map<string, ZoneClock | null>();
  return (zone) => {
    let clock = clocks.get(zone);
    if (clock === undefined) {
      try {
        clock = createZoneClock(zone);
      } catch {
        clock = null;
      }
      clocks.set(zone, clock);
    }
    return clock;
  };
}
