import type { Evidence, TargetProgress } from '../../../shared/plan.ts';
import type { Db } from '../../db/connection.ts';

type StateRow = Pick<TargetProgress, 'targetId' | 'status' | 'doneOn' | 'changedAt'>;

/** The state of targets and the evidence for them. */
export function createTargetStore(db: Db) {
  const states = db.prepare<[], StateRow>(
    'SELECT target_id AS targetId, status, done_on AS doneOn, changed_at AS changedAt FROM target_state',
  );
  const setState = db.prepare(`INSERT INTO target_state (target_id, status, done_on, changed_at)
    VALUES (@targetId, @status, @doneOn, @changedAt)
    ON CONFLICT (target_id) DO UPDATE SET status = @status, done_on = @doneOn, changed_at = @changedAt`);
  const evidence = db.prepare<
    [],
    Evidence
  >(`SELECT id, target_id AS targetId, kind, value, created_at AS createdAt
    FROM evidence WHERE deleted_at IS NULL ORDER BY created_at, id`);
  const add = db.prepare(`INSERT INTO evidence (id, target_id, kind, value, created_at)
    VALUES (@id, @targetId, @kind, @value, @createdAt)`);
  const setDeleted = db.prepare<[number | null, string]>('UPDATE evidence SET deleted_at = ? WHERE id = ?');
  return {
    states: () => states.all(),
    setState: (row: StateRow) => void setState.run(row),
    evidence: () => evidence.all(),
    addEvidence: (row: Evidence) => void add.run(row),
    /** False when there is no such row. */
    setEvidenceDeleted: (id: string, at: number | null) => setDeleted.run(at, id).changes === 1,
  };
}
