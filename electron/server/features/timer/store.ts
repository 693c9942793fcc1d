import type { Subject } from '../../../shared/practice.ts';
import type { Db } from '../../db/connection.ts';

export interface TimerRow extends Subject {
  startedAt: number;
  heartbeatAt: number | null;
  interrupted: 0 | 1;
  zone: string;
}

/** The one row of the timer table. */
export function createTimerStore(db: Db) {
  const get = db.prepare<
    [],
    TimerRow
  >(`SELECT started_at AS startedAt, heartbeat_at AS heartbeatAt, interrupted,
    zone, activity, skill_id AS skillId, lab_id AS labId, target_id AS targetId, note FROM timer`);
  const put = db.prepare(`INSERT INTO timer
    (id, started_at, heartbeat_at, interrupted, zone, activity, skill_id, lab_id, target_id, note)
    VALUES (1, @startedAt, @heartbeatAt, @interrupted, @zone, @activity, @skillId, @labId, @targetId, @note)`);
  const beat = db.prepare<[number]>('UPDATE timer SET heartbeat_at = ?');
  const interrupt = db.prepare('UPDATE timer SET interrupted = 1');
  const clear = db.prepare('DELETE FROM timer');
  return {
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    get: () => get.get(),
    put: (row: TimerRow) => void put.run(row),
    beat: (at: number) => void beat.run(at),
    interrupt: () => void interrupt.run(),
    clear: () => void clear.run(),
  };
}
