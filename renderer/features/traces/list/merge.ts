import type { TraceCursor } from '../../../../electron/shared/traces.ts';

export interface Line {
  id: string;
  startedAt: number;
}

export interface FeedPage<T> {
  lines: readonly T[];
  next: TraceCursor | null;
}

interface Feed<T> {
  lines: readonly T[];
  fresh: readonly T[];
  next: TraceCursor | null;
}

/**
 * Brings the newest page into a list: known lines are brought up to date where they are, and new ones go to the top,
 * or wait when `hold`. When so many came that the page no longer reaches the list, the list begins anew.
 */
export function merge<T extends Line>(before: Feed<T>, page: FeedPage<T>, hold: boolean): Feed<T> {
  const known = new Set(before.lines.map(({ id }) => id));
  const latest = new Map(page.lines.map((line) => [line.id, line]));
  const isTorn = before.lines.length > 0 && page.next !== null && !page.lines.some(({ id }) => known.has(id));
  if (isTorn && !hold) return { lines: page.lines, fresh: [], next: page.next };
  const lines = before.lines.map((line) => latest.get(line.id) ?? line);
  const fresh = page.lines.filter(({ id }) => !known.has(id));
  return hold || isTorn
    ? { lines, fresh, next: before.next }
    : { lines: [...fresh, ...lines], fresh: [], next: before.lines.length > 0 ? before.next : page.next };
}
