import type { PracticeSession } from '../../../shared/practice.ts';
import type { Db } from '../../db/connection.ts';

/** The sessions that were not deleted, oldest first, one at a time. */
export function eachSession(db: Db): IterableIterator<PracticeSession> {
  return db
    .prepare<[], PracticeSession>(
      `SELECT id, started_at AS startedAt, ended_at AS endedAt, seconds, zone, local_date AS localDate, activity,
        skill_id AS skillId, lab_id AS labId, target_id AS targetId, note, source, created_at AS createdAt,
        updated_at AS updatedAt
       FROM practice_session WHERE deleted_at IS NULL ORDER BY started_at, id`,
    )
    .iterate();
}
