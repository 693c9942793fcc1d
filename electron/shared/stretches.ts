import type { Pause, PracticeSession } from './practice.ts';

/** Arithmetic of stretches of time. Instants are epoch milliseconds; a stretch holds `from` and not `to`. */

type Times = Pick<PracticeSession, 'startedAt' | 'endedAt' | 'seconds' | 'pauses'>;

/** In order, joined where they touch or overlap, without empty ones. */
export function tidy(stretches: readonly Pause[]): Pause[] {
  const joined: Pause[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (to <= from) continue;
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** What of the stretches lies within a window. */
export function within(stretches: readonly Pause[], { from, to }: Pause): Pause[] {
  return stretches
    .map((it) => ({ from: Math.max(it.from, from), to: Math.min(it.to, to) }))
    .filter((it) => it.to > it.from);
}

/** The stretches between `window`'s ends that are in none of `holes`. */
export function without(window: Pause, holes: readonly Pause[]): Pause[] {
  const left: Pause[] = [];
  let from = window.from;
  for (const hole of tidy(within(holes, window))) {
    if (hole.from > from) left.push({ from, to: hole.from });
    from = hole.to;
  }
  if (window.to > from) left.push({ from, to: window.to });
  return left;
}

export const lengthOf = (stretches: readonly Pause[]): number =>
  stretches.reduce((sum, { from, to }) => sum + to - from, 0);

/** When a session was worked on, as far as its pauses are known. */
export const activeStretches = ({ startedAt, endedAt, pauses }: Times): Pause[] =>
  without({ from: startedAt, to: endedAt }, pauses);

/** What two sessions share; null when that is nothing. */
export function sharedStretch(a: Times, b: Times): Pause | null {
  const from = Math.max(a.startedAt, b.startedAt);
  const to = Math.min(a.endedAt, b.endedAt);
  return to > from ? { from, to } : null;
}

/** The moment at which so many of the session's seconds were counted, spread evenly over its active stretches. */
export function momentAfter(session: Times, seconds: number): number {
  const active = activeStretches(session);
  let left = seconds * (lengthOf(active) / session.seconds);
  for (const { from, to } of active) {
    if (left <= to - from) return Math.round(from + left);
    left -= to - from;
  }
  return session.endedAt;
}

/**
 * Cuts a session at moments inside it. The counted seconds are shared out by the active time of each part, so that
 * they add up to exactly what was counted before.
 * @param cuts moments in order, each inside the session
 * @returns null when a part would count less than a second
 */
export function cutTimes(session: Times, cuts: readonly number[]): Times[] | null {
  const ends = [session.startedAt, ...cuts, session.endedAt];
  const total = lengthOf(activeStretches(session));
  const parts: Times[] = [];
  let passed = 0;
  let counted = 0;
  for (let i = 0; i + 1 < ends.length; i += 1) {
    const window = { from: ends[i]!, to: ends[i + 1]! };
    const pauses = within(session.pauses, window);
    passed += lengthOf(without(window, pauses));
    const until = total === 0 ? 0 : Math.round((session.seconds * passed) / total);
    if (until - counted < 1) return null;
    parts.push({ startedAt: window.from, endedAt: window.to, seconds: until - counted, pauses });
    counted = until;
  }
  return parts;
}

/**
 * One stretch from the first start to the last end. The gaps between the sessions become pauses, and time that two of
 * them share counts once.
 */
export function joinTimes(sessions: readonly Times[]): Times {
  const startedAt = Math.min(...sessions.map((it) => it.startedAt));
  const endedAt = Math.max(...sessions.map((it) => it.endedAt));
  const active = sessions.map(activeStretches);
  const together = tidy(active.flat());
  const twice = active.reduce((sum, one) => sum + lengthOf(one), 0) - lengthOf(together);
  const sum = sessions.reduce((total, it) => total + it.seconds, 0) - Math.round(twice / 1000);
  const longest = Math.max(...sessions.map((it) => it.seconds));
  const most = Math.max(1, Math.floor(lengthOf(together) / 1000));
  return {
    startedAt,
    endedAt,
    seconds: Math.min(Math.max(sum, longest), Math.max(most, longest)),
    pauses: without({ from: startedAt, to: endedAt }, together),
  };
}

/**
 * Takes a stretch out of a session: off its beginning or end, or as a pause in its middle. The seconds shrink by the
 * share of the active time that was taken.
 * @returns null when nothing would be left
 */
export function takeOut(session: Times, hole: Pause): Times | null {
  const left = activeStretches(session).flatMap((it) => without(it, [hole]));
  const before = lengthOf(activeStretches(session));
  const seconds = before === 0 ? 0 : Math.round((session.seconds * lengthOf(left)) / before);
  const [first, last] = [left[0], left.at(-1)];
  if (!first || !last || seconds < 1) return null;
  const span = { from: first.from, to: last.to };
  return {
    startedAt: span.from,
    endedAt: span.to,
    seconds: Math.min(seconds, Math.max(1, Math.floor((span.to - span.from) / 1000))),
    pauses: without(span, left),
  };
}

/** Moves a session in time with everything in it. */
export function shiftTimes(session: Times, ms: number): Times {
  return {
    startedAt: session.startedAt + ms,
    endedAt: session.endedAt + ms,
    seconds: session.seconds,
    pauses: session.pauses.map(({ from, to }) => ({ from: from + ms, to: to + ms })),
  };
}
