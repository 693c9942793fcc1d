import { DAY_MS } from '../../../shared/time.ts';
import { createWallClock, type WallClock } from '../../../shared/words/wall-clock.ts';
import type { Stretch } from './store.ts';

const HOUR_MS = 3_600_000;
/** 1 January 1970 was a Thursday: day 3 of a week that begins on Monday. */
const EPOCH_WEEKDAY = 3;

/**
 * Spreads practice over the hours of the week, each stretch by the wall clock of its own zone. A stretch counts its
 * `seconds`; where those are fewer than lie between start and end (pauses), they are spread evenly.
 * @returns seven rows from Monday, 24 columns from midnight, in whole seconds
 */
export function hoursOfWeek(stretches: Iterable<Stretch>): number[][] {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  const offsets = createOffsets();
  for (const { startedAt, endedAt, seconds, zone } of stretches) {
    const share = endedAt > startedAt ? seconds / (endedAt - startedAt) : 0;
    if (share === 0) add(cells, startedAt + offsets(zone, startedAt), seconds);
    for (let at = startedAt; at < endedAt;) {
      const offset = offsets(zone, at);
      const wall = at + offset;
      const until = Math.min(endedAt, (Math.floor(wall / HOUR_MS) + 1) * HOUR_MS - offset);
      add(cells, wall, (until - at) * share);
      at = until;
    }
  }
  return cells.map((row) => row.map(Math.round));
}

function add(cells: number[][], wall: number, seconds: number): void {
  const weekday = (Math.floor(wall / DAY_MS) + EPOCH_WEEKDAY) % 7;
  const hour = Math.floor((wall % DAY_MS) / HOUR_MS);
  cells[weekday]![hour]! += seconds;
}

/** Offsets from UTC in ms. Read from the zone data once a day and zone, and by the hour on days on which it changes. */
function createOffsets(): (zone: string, at: number) => number {
  const clocks = new Map<string, WallClock>();
  const days = new Map<string, number | null>();
  const read = (zone: string, at: number): number => {
    let clock = clocks.get(zone);
    if (!clock) clocks.set(zone, (clock = createWallClock(zone)));
    const { date, minutes } = clock.read(at);
    return Date.parse(`${date}T00:00:00Z`) + minutes * 60_000 - Math.floor(at / 60_000) * 60_000;
  };
  return (zone, at) => {
    const day = Math.floor(at / DAY_MS);
    const key = `${zone} ${day}`;
    let offset = days.get(key);
    if (offset === undefined) {
      const first = read(zone, day * DAY_MS);
      offset = first === read(zone, (day + 1) * DAY_MS) ? first : null;
      days.set(key, offset);
    }
    return offset ?? read(zone, at);
  };
}
