/** A stretch of two sequences: in both, or only in the first or the second. Ends are outside. */
export interface Stretch {
  kind: 'same' | 'removed' | 'added';
  a: readonly [from: number, to: number];
  b: readonly [from: number, to: number];
}

/** Past this many differences the shortest script is not worth its time. */
const MOST_EDITS = 400;

interface Range {
  a0: number;
  a1: number;
  b0: number;
  b1: number;
}

/**
 * Compares two sequences: what both have in order, and what only one has. The shortest script (Myers, "An O(ND)
 * Difference Algorithm", 1986) where it is short; else it is cut at items that are unique in both (patience diff).
 */
export function diffSequence(a: readonly unknown[], b: readonly unknown[]): Stretch[] {
  const out: Stretch[] = [];
  compare(a, b, { range: { a0: 0, a1: a.length, b0: 0, b1: b.length }, out });
  return out;
}

interface Work {
  range: Range;
  out: Stretch[];
}

function compare(a: readonly unknown[], b: readonly unknown[], { range, out }: Work): void {
  let { a0, a1, b0, b1 } = range;
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) {
    a0 += 1;
    b0 += 1;
  }
  let tail = 0;
  while (a0 < a1 - tail && b0 < b1 - tail && a[a1 - 1 - tail] === b[b1 - 1 - tail]) tail += 1;
  push(out, 'same', { a0: range.a0, a1: a0, b0: range.b0, b1: b0 });
  a1 -= tail;
  b1 -= tail;
  const middle = { a0, a1, b0, b1 };
  if (a0 === a1 || b0 === b1) replaced(out, middle);
  else if (!shortest(a, b, { range: middle, out })) anchored(a, b, { range: middle, out });
  push(out, 'same', { a0: a1, a1: range.a1, b0: b1, b1: range.b1 });
}

function replaced(out: Stretch[], { a0, a1, b0, b1 }: Range): void {
  push(out, 'removed', { a0, a1, b0, b1: b0 });
  push(out, 'added', { a0: a1, a1, b0, b1 });
}

/** Adds a stretch, or makes the last one longer. */
function push(out: Stretch[], kind: Stretch['kind'], { a0, a1, b0, b1 }: Range): void {
  if (a0 === a1 && b0 === b1) return;
  const last = out.at(-1);
  if (last?.kind === kind) out[out.length - 1] = { kind, a: [last.a[0], a1], b: [last.b[0], b1] };
  else out.push({ kind, a: [a0, a1], b: [b0, b1] });
}

/** Myers' greedy search forward, then the path read backward. False when there are too many differences. */
function shortest(a: readonly unknown[], b: readonly unknown[], { range, out }: Work): boolean {
  const { a0, a1, b0, b1 } = range;
  const [n, m] = [a1 - a0, b1 - b0];
  const most = Math.min(MOST_EDITS, n + m);
  const ends: Int32Array[] = [];
  let front = new Int32Array(2 * most + 3);
  const mid = most + 1;
  for (let d = 0; d <= most; d += 1) {
    ends.push(front.slice());
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && front[mid + k - 1]! < front[mid + k + 1]!);
      let x = down ? front[mid + k + 1]! : front[mid + k - 1]! + 1;
      let y = x - k;
      while (x < n && y < m && a[a0 + x] === b[b0 + y]) {
        x += 1;
        y += 1;
      }
      front[mid + k] = x;
      if (x >= n && y >= m) {
        trace(ends, { n, m, mid, range, out });
        return true;
      }
    }
  }
  return false;
}

interface Trail extends Work {
  n: number;
  m: number;
  mid: number;
}

function trace(ends: readonly Int32Array[], { n, m, mid, range, out }: Trail): void {
  const { a0, b0 } = range;
  const steps: [Stretch['kind'], Range][] = [];
  let [x, y] = [n, m];
  const step = (kind: Stretch['kind'], fromX: number, fromY: number): void => {
    steps.push([kind, { a0: a0 + fromX, a1: a0 + x, b0: b0 + fromY, b1: b0 + y }]);
    [x, y] = [fromX, fromY];
  };
  for (let d = ends.length - 1; d >= 0; d -= 1) {
    const front = ends[d]!;
    const k = x - y;
    const down = k === -d || (k !== d && front[mid + k - 1]! < front[mid + k + 1]!);
    const fromK = down ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : front[mid + fromK]!;
    const fromY = d === 0 ? 0 : fromX - fromK;
    const diagonal = d === 0 ? x : x - (down ? fromX : fromX + 1);
    if (diagonal > 0) step('same', x - diagonal, y - diagonal);
    if (d > 0) step(down ? 'added' : 'removed', fromX, fromY);
  }
  for (const [kind, part] of ordered(steps.toReversed())) push(out, kind, part);
}

/** Within one change, what is gone comes before what is new: so it is read, and so it merges. */
function ordered(steps: [Stretch['kind'], Range][]): [Stretch['kind'], Range][] {
  const done: [Stretch['kind'], Range][] = [];
  let at = 0;
  while (at < steps.length) {
    if (steps[at]![0] === 'same') {
      done.push(steps[at]!);
      at += 1;
      continue;
    }
    const first = steps[at]![1];
    let last = first;
    while (at < steps.length && steps[at]![0] !== 'same') {
      last = steps[at]![1];
      at += 1;
    }
    done.push(['removed', { a0: first.a0, a1: last.a1, b0: first.b0, b1: first.b0 }]);
    done.push(['added', { a0: last.a1, a1: last.a1, b0: first.b0, b1: last.b1 }]);
  }
  return done;
}

/** Cuts both at items that occur once in each and come in the same order, and compares the pieces. */
function anchored(a: readonly unknown[], b: readonly unknown[], { range, out }: Work): void {
  const { a0, a1, b0, b1 } = range;
  const inA = unique(a, a0, a1);
  const inB = unique(b, b0, b1);
  const pairs: [number, number][] = [];
  for (const [item, at] of inA) {
    const other = inB.get(item);
    if (at >= 0 && other !== undefined && other >= 0) pairs.push([at, other]);
  }
  const anchors = rising(pairs);
  if (anchors.length === 0) return replaced(out, range);
  let [fromA, fromB] = [a0, b0];
  for (const [atA, atB] of anchors) {
    compare(a, b, { range: { a0: fromA, a1: atA, b0: fromB, b1: atB }, out });
    push(out, 'same', { a0: atA, a1: atA + 1, b0: atB, b1: atB + 1 });
    [fromA, fromB] = [atA + 1, atB + 1];
  }
  compare(a, b, { range: { a0: fromA, a1, b0: fromB, b1 }, out });
}

/** Where each item is; -1 for one that occurs more than once. */
function unique(list: readonly unknown[], from: number, to: number): Map<unknown, number> {
  const places = new Map<unknown, number>();
  for (let at = from; at < to; at += 1) places.set(list[at], places.has(list[at]) ? -1 : at);
  return places;
}

/** The longest run of pairs that rises on both sides; they come sorted by the first. */
function rising(pairs: readonly [number, number][]): [number, number][] {
  const tops: number[] = [];
  const before = new Map<number, number>();
  pairs.forEach(([, b], index) => {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const half = (low + high) >> 1;
      if (pairs[tops[half]!]![1] < b) low = half + 1;
      else high = half;
    }
    if (low > 0) before.set(index, tops[low - 1]!);
    tops[low] = index;
  });
  const found: [number, number][] = [];
  for (let at = tops.at(-1); at !== undefined; at = before.get(at)) found.push(pairs[at]!);
  return found.toReversed();
}
