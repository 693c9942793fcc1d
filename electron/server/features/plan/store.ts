import type { Enrolment } from '../../../shared/plan.ts';
import type { Db } from '../../db/connection.ts';

/** Enrolments: one current, the replaced ones kept as the plan's history. */
export function createPlanStore(db: Db) {
  const current = db.prepare<[], Enrolment>(`SELECT path_id AS pathId, started_on AS startedOn,
    hours_per_week AS hoursPerWeek FROM enrolment WHERE replaced_at IS NULL`);
  const retire = db.prepare<[number]>('UPDATE enrolment SET replaced_at = ? WHERE replaced_at IS NULL');
  const insert = db.prepare(`INSERT INTO enrolment (id, path_id, started_on, hours_per_week, created_at)
    VALUES (@id, @pathId, @startedOn, @hoursPerWeek, @createdAt)`);
  return {
    current: () => current.get(),
    replace: db.transaction((row: Enrolment & { id: string; createdAt: number }) => {
      retire.run(row.createdAt);
      insert.run(row);
    }).immediate,
  };
}
