import type { Pause, Subject } from '../../../shared/practice.ts';
import { lengthOf, tidy, within, without } from '../../../shared/stretches.ts';
import type { IdleDecision, IdleStretch } from '../../../shared/timer.ts';

/** A gap this long means that the machine slept or the process was stopped: the time in it is not provable. */
export const SLEEP_GAP_MS = 60_000;

/** The one timer as it is stored. Instants are epoch milliseconds; everything here is arithmetic on them. */
export interface Run extends Subject {
  startedAt: number;
  heartbeatAt: number | null;
  interrupted: boolean;
  zone: string;
  pausedAt: number | null;
  pauses: Pause[];
  away: boolean;
  inputAt: number | null;
  idles: IdleStretch[];
}

/** What a run comes to as a session. */
export interface Account {
  startedAt: number;
  endedAt: number;
  pauses: Pause[];
  seconds: number;
}

const latest = (run: Run): number =>
  Math.max(
    run.startedAt,
    run.heartbeatAt ?? 0,
    run.pausedAt ?? 0,
    run.inputAt ?? 0,
    ...run.pauses.map((it) => it.to),
    ...run.idles.map((it) => it.to ?? it.from),
  );

/**
 * A clock that was set back stands before moments that have been. The whole run moves with the clock, so that what was
 * counted stays counted and nothing of it lies in the future; the time since the last known moment counts as none.
 */
export function follow(run: Run, now: number): Run {
  const by = now - latest(run);
  if (by >= 0) return run;
  const move = <T extends number | null>(at: T) => (at === null ? at : Math.max(0, at + by)) as T;
  return {
    ...run,
    startedAt: move(run.startedAt),
    heartbeatAt: move(run.heartbeatAt),
    pausedAt: move(run.pausedAt),
    inputAt: move(run.inputAt),
    pauses: run.pauses.map(({ from, to }) => ({ from: move(from), to: move(to) })),
    idles: run.idles.map(({ from, to }) => ({ from: move(from), to: move(to) })),
  };
}

/** Whether the time since the heartbeat is unproven. A pause proves itself: nothing counts in it. */
export function isInterrupted({ interrupted, pausedAt, heartbeatAt }: Run, now: number): boolean {
  if (pausedAt !== null) return false;
  return interrupted || (heartbeatAt !== null && now - heartbeatAt > SLEEP_GAP_MS);
}

/** The last moment that counts: the pause, the heartbeat of an interrupted run, else now. */
export function provableEnd(run: Run, now: number): number {
  if (run.pausedAt !== null) return run.pausedAt;
  return isInterrupted(run, now) ? (run.heartbeatAt ?? run.startedAt) : now;
}

/** The undecided stretches, those still open up to the end of what is provable. */
export function openIdles(run: Run, now: number): Pause[] {
  const end = provableEnd(run, now);
  return run.idles.map(({ from, to }) => ({ from, to: Math.max(from, to ?? end) }));
}

/** The session that the run would be if it ended now, without pauses and undecided stretches. */
export function account(run: Run, now: number): Account {
  const window = { from: run.startedAt, to: provableEnd(run, now) };
  const active = without(window, [...run.pauses, ...openIdles(run, now)]);
  const [first, last] = [active[0], active.at(-1)];
  if (!first || !last) return { startedAt: window.from, endedAt: window.from, pauses: [], seconds: 0 };
  const span = { from: first.from, to: last.to };
  return {
    startedAt: span.from,
    endedAt: span.to,
    pauses: without(span, active),
    seconds: Math.floor(lengthOf(active) / 1000),
  };
}

/** Settles every open question in the same way: kept time counts, cut time becomes a pause. */
export function decide(run: Run, decision: IdleDecision, now: number): Run {
  const cut = decision === 'cut' ? openIdles(run, now) : [];
  return { ...run, idles: [], pauses: tidy([...run.pauses, ...cut]) };
}

/** Settles the oldest open question alone. */
export function decideFirst(run: Run, decision: IdleDecision, now: number): Run {
  return {
    ...decide({ ...run, idles: run.idles.slice(0, 1) }, decision, now),
    idles: run.idles.slice(1),
  };
}

/** Cuts a run at its oldest stretch without input: the run before it, ended, and the one that goes on after it. */
export function splitFirst(run: Run, now: number): { before: Run; idle: Pause; after: Run } {
  const idle = openIdles(run, now)[0]!;
  return {
    before: {
      ...run,
      pausedAt: idle.from,
      idles: [],
      pauses: within(run.pauses, { from: run.startedAt, to: idle.from }),
    },
    idle,
    after: {
      ...run,
      startedAt: idle.to,
      idles: run.idles.slice(1),
      pauses: run.pauses.filter((it) => it.from >= idle.to),
    },
  };
}

/** Whether input is expected of the run at all. */
const isAsked = (run: Run, idleMs: number): boolean => idleMs > 0 && !run.away && run.pausedAt === null;

/** The run as a heartbeat leaves it: a stretch without input that has become too long is opened. */
export function noteSilence(run: Run, now: number, idleMs: number): Run {
  const { inputAt } = run;
  if (!isAsked(run, idleMs) || inputAt === null || now - inputAt < idleMs) return run;
  if (run.idles.at(-1)?.to === null) return run;
  return { ...run, idles: [...run.idles, { from: inputAt, to: null }] };
}

/**
 * The run after an input: an open stretch ends there, and one that no heartbeat had opened is opened and ended.
 * @param sureMs a stretch up to this long is work by the kind of input that ended it, and needs no question
 */
export function noteInput(run: Run, at: number, { idleMs, sureMs }: { idleMs: number; sureMs: number }): Run {
  if (run.inputAt !== null && at <= run.inputAt) return run;
  const { idles } = noteSilence(run, at, idleMs);
  const last = idles.at(-1);
  if (last?.to !== null) return { ...run, idles, inputAt: at };
  const ended = at - last.from <= sureMs ? [] : [{ from: last.from, to: at }];
  return { ...run, idles: [...idles.slice(0, -1), ...ended], inputAt: at };
}
