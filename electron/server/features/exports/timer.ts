import type { ExportedTimer } from '../../../shared/export-format.ts';
import type { Db } from '../../db/connection.ts';
import { follow, openIdles, provableEnd } from '../timer/run.ts';
import { createTimerStore } from '../timer/store.ts';

/**
 * The running timer as an export holds it: with the time that is provable at `now`. Where it is imported, it waits
 * as interrupted (or paused, as it was), so that the days in between never count as practice.
 */
export function readTimer(db: Db, now: number): ExportedTimer | null {
  const stored = createTimerStore(db).get();
  if (!stored) return null;
  const run = follow(stored, now);
  const { skillId, labId, targetId, activity, note, startedAt, zone, pausedAt, pauses, away } = run;
  return {
    skillId,
    labId,
    targetId,
    activity,
    note,
    startedAt,
    provableUntil: Math.max(startedAt, provableEnd(run, now)),
    zone,
    pausedAt,
    pauses,
    away,
    undecided: openIdles(run, now),
  };
}

/** Puts an exported timer where none runs. 'same': it is here already, running or logged since. */
export function importTimer(db: Db, timer: ExportedTimer): 'added' | 'same' | 'kept' {
  const store = createTimerStore(db);
  const running = store.get();
  if (running) return running.startedAt === timer.startedAt ? 'same' : 'kept';
  const logged = db
    .prepare<[number]>("SELECT 1 FROM practice_session WHERE source = 'timer' AND started_at = ?")
    .get(timer.startedAt);
  if (logged) return 'same';
  const { provableUntil, undecided, ...rest } = timer;
  const interrupted = timer.pausedAt === null;
  store.put({ ...rest, heartbeatAt: provableUntil, interrupted, inputAt: null, idles: undecided });
  return 'added';
}
