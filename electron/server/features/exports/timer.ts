import type { ExportedTimer } from '../../../shared/export-format.ts';
import type { Db } from '../../db/connection.ts';

const FIELDS = `activity, skill_id AS skillId, lab_id AS labId, target_id AS targetId, note,
  started_at AS startedAt, zone`;

type Row = Omit<ExportedTimer, 'provableUntil'> & { heartbeatAt: number | null; interrupted: number };

/**
 * The running timer as an export holds it: with the time that is provable at `now`. Where it is imported, it waits
 * as interrupted, so that the days in between never count as practice.
 */
export function readTimer(db: Db, now: number): ExportedTimer | null {
  const row = db
    .prepare<[], Row>(`SELECT ${FIELDS}, heartbeat_at AS heartbeatAt, interrupted FROM timer`)
    .get();
  if (!row) return null;
  const { heartbeatAt, interrupted, skillId, labId, targetId, activity, note, startedAt, zone } = row;
  const until = interrupted === 1 && heartbeatAt !== null ? heartbeatAt : now;
  const provableUntil = Math.max(until, heartbeatAt ?? startedAt, startedAt);
  return { skillId, labId, targetId, activity, note, startedAt, provableUntil, zone };
}

/** Puts an exported timer where none runs. 'same': it is here already, running or logged since. */
export function importTimer(db: Db, timer: ExportedTimer): 'added' | 'same' | 'kept' {
  const running = db.prepare<[], number>('SELECT started_at FROM timer').pluck().get();
  if (running !== undefined) return running === timer.startedAt ? 'same' : 'kept';
  const logged = db
    .prepare<[number]>("SELECT 1 FROM practice_session WHERE source = 'timer' AND started_at = ?")
    .get(timer.startedAt);
  if (logged) return 'same';
  db.prepare(`INSERT INTO timer
    (id, started_at, heartbeat_at, interrupted, zone, activity, skill_id, lab_id, target_id, note)
    VALUES (1, @startedAt, @provableUntil, 1, @zone, @activity, @skillId, @labId, @targetId, @note)`).run(
    timer,
  );
  return 'added';
}
