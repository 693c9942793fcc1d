/** A stretch of a time axis in which nothing happened; it is drawn short. */
export interface Fold {
  /** Milliseconds. */
  fromMs: number;
  toMs: number;
  /** Where on the axis, 0 to 1. */
  at: number;
  width: number;
}

export interface TimeScale {
  /** Where a moment is on the axis, 0 to 1. */
  at: (ms: number) => number;
  folds: readonly Fold[];
  ticks: readonly { ms: number; at: number }[];
}

/** A pause is folded when it is longer than this, and than the share of the time in which something happened. */
const LEAST_FOLD_MS = 1000;
const LEAST_SHARE = 0.15;
/** How much of the axis a folded pause takes, as a share of the time in which something happened. */
const FOLD_SHARE = 0.025;

/** A time axis over intervals, on which long pauses are folded: an hour between two calls hides neither. */
export function timeScale(intervals: readonly (readonly [fromMs: number, toMs: number])[]): TimeScale {
  const busy = merged(intervals);
  const first = busy[0]?.[0] ?? 0;
  const busyMs = Math.max(
    1,
    busy.reduce((sum, [from, to]) => sum + to - from, 0),
  );
  const isFolded = (ms: number): boolean => ms > Math.max(LEAST_FOLD_MS, busyMs * LEAST_SHARE);
  const pieces: { from: number; to: number; start: number; length: number; folded: boolean }[] = [];
  let length = 0;
  let before = first;
  const add = (from: number, to: number): void => {
    const folded =
      pieces.length > 0 && to - from > 0 && isFolded(to - from) && !busy.some(([at]) => at === from);
    const size = folded ? busyMs * FOLD_SHARE : to - from;
    pieces.push({ from, to, start: length, length: size, folded });
    length += size;
  };
  for (const [from, to] of busy) {
    if (from > before) add(before, from);
    add(from, to);
    before = to;
  }
  const whole = Math.max(1, length);
  const at = (ms: number): number => {
    const piece = pieces.find(({ to }) => ms <= to) ?? pieces.at(-1);
    if (!piece) return 0;
    const share = piece.to === piece.from ? 0 : (ms - piece.from) / (piece.to - piece.from);
    return Math.min(1, Math.max(0, (piece.start + share * piece.length) / whole));
  };
  const folds = pieces
    .filter(({ folded }) => folded)
    .map(({ from, to, start, length: size }) => ({
      fromMs: from,
      toMs: to,
      at: start / whole,
      width: size / whole,
    }));
  const msAt = (place: number): number => {
    const piece = pieces.findLast(({ start }) => start <= place * whole) ?? pieces[0];
    if (!piece) return first;
    const share = piece.length === 0 ? 0 : (place * whole - piece.start) / piece.length;
    return piece.from + share * (piece.to - piece.from);
  };
  const ticks = ticksOf({ first, last: before, at, msAt, hasFolds: folds.length > 0 });
  return { at, folds, ticks };
}

function merged(intervals: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, Math.max(from, to)]);
  }
  return result;
}

interface Axis extends Pick<TimeScale, 'at'> {
  first: number;
  last: number;
  /** The moment at a place of the axis. */
  msAt: (place: number) => number;
  hasFolds: boolean;
}

const PLACES = [0, 0.2, 0.4, 0.6, 0.8];

/** Moments to name above the axis: round steps or, where a pause is folded, whatever is at even places. */
function ticksOf({ first, last, at, msAt, hasFolds }: Axis): { ms: number; at: number }[] {
  if (hasFolds) return PLACES.map((place) => ({ ms: msAt(place), at: place }));
  return rounds(last - first)
    .map((ms) => ({ ms: first + ms, at: at(first + ms) }))
    .filter((tick) => tick.at < 0.95);
}

function rounds(length: number): number[] {
  const rough = length / 5;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 0.001)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= rough) ?? power * 10;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, at) => at * step);
}
