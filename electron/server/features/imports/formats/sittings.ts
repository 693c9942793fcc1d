import { blankEntry, type Entry } from '../entry.ts';

/** A stretch of one thing: [start, end) in epoch ms. */
export interface Stretch {
  start: number;
  end: number;
  what: string;
  activity: string;
  line: number;
}

/**
 * Joins stretches of the same thing that are at most `gapMs` apart into sittings. A sitting counts the time of its
 * stretches, not what lies between them; of stretches that overlap, time counts once.
 */
export function joinSittings(stretches: readonly Stretch[], gapMs: number): Entry[] {
  const open = new Map<string, { entry: Entry; counted: number }>();
  const done: Entry[] = [];
  const close = ({ entry, counted }: { entry: Entry; counted: number }): void => {
    entry.seconds = Math.round(counted / 1000);
    done.push(entry);
  };
  for (const { start, end, what, activity, line } of stretches.toSorted((a, b) => a.start - b.start)) {
    const key = `${activity}\n${what}`;
    const sitting = open.get(key);
    if (sitting && start - sitting.entry.end! <= gapMs) {
      sitting.counted += Math.max(0, end - Math.max(start, sitting.entry.end!));
      sitting.entry.end = Math.max(sitting.entry.end!, end);
      continue;
    }
    if (sitting) close(sitting);
    const entry = { ...blankEntry(line), start, end, project: what, activity };
    open.set(key, { entry, counted: end - start });
  }
  for (const sitting of open.values()) close(sitting);
  return done.toSorted((a, b) => a.start! - b.start!);
}
