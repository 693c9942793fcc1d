/** A reading of the wall clock: the calendar date and the minutes after midnight. */
export interface WallTime {
  date: string;
  minutes: number;
}

export interface WallClock {
  /** What the wall clock shows at an instant, to the minute. */
  read(at: number): WallTime;
  /**
   * The instant at which the wall clock shows a date and time. A time that the clocks skip is read with the
   * offset from before the change, so 02:30 becomes 03:30; of a time that comes twice the first is taken
   * (the rule called "compatible" in RFC 5545 and ECMAScript's Temporal).
   * @param time minutes below 0 or above 1,440 lie on the days around
   */
  instant(time: WallTime): { at: number; change: 'none' | 'skipped' | 'twice' };
}

const MINUTE = 60_000;
const HALF_DAY = 12 * 60 * MINUTE;

/** Reads and sets the wall clock of one IANA zone. */
export function createWallClock(zone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  /** The wall clock at an instant as if it were UTC. */
  const wallAsUtc = (at: number): number => {
    const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, Number(p.value)]));
    return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']);
  };
  const offset = (at: number): number => wallAsUtc(at) - Math.floor(at / MINUTE) * MINUTE;

  return {
    read(at) {
      const wall = new Date(wallAsUtc(at));
      return {
        date: wall.toISOString().slice(0, 10),
        minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
      };
    },
    instant({ date, minutes }) {
      const wall = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE;
      // Zones change their offset at most once in a day, so the offsets half a day to either side of the guess suffice.
      const guess = wall - offset(wall);
      const before = offset(guess - HALF_DAY);
      const after = offset(guess + HALF_DAY);
      const fits = [wall - before, wall - after].filter((at) => wallAsUtc(at) === wall);
      if (fits.length === 0) return { at: wall - before, change: 'skipped' };
      const first = Math.min(...fits);
      return { at: first, change: fits.some((at) => at !== first) ? 'twice' : 'none' };
    },
  };
}
