import type { z } from 'zod';
import type { Evidence } from '../../../shared/evidence.ts';
import type { targetChangeKind, TargetProgress } from '../../../shared/plan.ts';
import type { Db } from '../../db/connection.ts';

export type StateRow = Pick<TargetProgress, 'targetId' | 'status' | 'doneOn' | 'changedAt' | 'note'>;
type StoredEvidence = Omit<Evidence, 'details'> & { details: string | null };

/** A target as it stood: what a change keeps from before and after. */
export interface TargetSnapshot {
  status: StateRow['status'];
  doneOn: string | null;
  note: string;
  /** The ids of the evidence that was there. */
  evidence: string[];
}

export interface TargetChange {
  id: string;
  targetId: string;
  kind: z.infer<typeof targetChangeKind>;
  before: TargetSnapshot;
  after: TargetSnapshot;
  at: number;
}
type StoredChange = Omit<TargetChange, 'before' | 'after'> & { before: string; after: string };

/** The state of targets, the evidence for them, and every change. */
export function createTargetStore(db: Db) {
  return {
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    ...createStates(db),
    ...createEvidence(db),
    ...createChanges(db),
  };
}

function createStates(db: Db) {
  const columns = 'target_id AS targetId, status, done_on AS doneOn, changed_at AS changedAt, note';
  const states = db.prepare<[], StateRow>(`SELECT ${columns} FROM target_state`);
  const state = db.prepare<[string], StateRow>(`SELECT ${columns} FROM target_state WHERE target_id = ?`);
  const setState = db.prepare(`INSERT INTO target_state (target_id, status, done_on, changed_at, note)
    VALUES (@targetId, @status, @doneOn, @changedAt, @note) ON CONFLICT (target_id)
    DO UPDATE SET status = @status, done_on = @doneOn, changed_at = @changedAt, note = @note`);
  return {
    states: () => states.all(),
    state: (targetId: string) => state.get(targetId),
    setState: (row: StateRow) => void setState.run(row),
  };
}

function createEvidence(db: Db) {
  const select = `SELECT id, target_id AS targetId, kind, value, created_at AS createdAt, details FROM evidence`;
  const all = db.prepare<[], StoredEvidence>(`${select} WHERE deleted_at IS NULL ORDER BY created_at, id`);
  const one = db.prepare<[string], StoredEvidence>(`${select} WHERE id = ? AND deleted_at IS NULL`);
  const ids = db
    .prepare<[string], string>(
      'SELECT id FROM evidence WHERE target_id = ? AND deleted_at IS NULL ORDER BY created_at, id',
    )
    .pluck();
  const add = db.prepare(`INSERT INTO evidence (id, target_id, kind, value, details, created_at, updated_at)
    VALUES (@id, @targetId, @kind, @value, @details, @createdAt, @createdAt)`);
  const setDeleted = db.prepare<[number | null, number, string]>(
    'UPDATE evidence SET deleted_at = ?, updated_at = ? WHERE id = ?',
  );
  const setDetails = db.prepare<[string, number, string]>(
    'UPDATE evidence SET details = ?, updated_at = ? WHERE id = ?',
  );
  const decode = (row: StoredEvidence): Evidence => ({
    ...row,
    details: row.details === null ? null : (JSON.parse(row.details) as Evidence['details']),
  });
  const encode = (details: Evidence['details']): string | null =>
    details === null ? null : JSON.stringify(details);
  return {
    evidence: () => all.all().map(decode),
    piece(id: string): Evidence | undefined {
      const row = one.get(id);
      return row && decode(row);
    },
    evidenceIds: (targetId: string) => ids.all(targetId),
    addEvidence: (row: Evidence) => void add.run({ ...row, details: encode(row.details) }),
    setEvidenceDeleted: (id: string, isGone: boolean, at: number) =>
      void setDeleted.run(isGone ? at : null, at, id),
    setDetails: (id: string, details: Evidence['details'], at: number) =>
      void setDetails.run(encode(details) ?? 'null', at, id),
  };
}

function createChanges(db: Db) {
  const add = db.prepare(`INSERT INTO target_change (id, target_id, kind, before, after, at, undone_at)
    VALUES (@id, @targetId, @kind, @before, @after, @at, NULL)`);
  // SQLite takes the other columns from the row that holds the maximum.
  const latest = db.prepare<[], Pick<TargetChange, 'id' | 'targetId' | 'kind' | 'at'>>(
    `SELECT id, target_id AS targetId, kind, at, max(rowid) FROM target_change
     WHERE undone_at IS NULL GROUP BY target_id`,
  );
  const newest = db.prepare<[string], StoredChange>(
    `SELECT id, target_id AS targetId, kind, before, after, at FROM target_change
     WHERE target_id = (SELECT target_id FROM target_change WHERE id = ?) AND undone_at IS NULL
     ORDER BY rowid DESC LIMIT 1`,
  );
  const markUndone = db.prepare<[number, string]>('UPDATE target_change SET undone_at = ? WHERE id = ?');
  return {
    addChange: (change: TargetChange) =>
      void add.run({
        ...change,
        before: JSON.stringify(change.before),
        after: JSON.stringify(change.after),
      }),
    latestChanges: () => latest.all(),
    /** The newest change that still counts, of the target that a change was about. */
    newestBeside(changeId: string): TargetChange | undefined {
      const row = newest.get(changeId);
      return (
        row && {
          ...row,
          before: JSON.parse(row.before) as TargetSnapshot,
          after: JSON.parse(row.after) as TargetSnapshot,
        }
      );
    },
    markChangeUndone: (id: string, at: number) => void markUndone.run(at, id),
  };
}

export type TargetStore = ReturnType<typeof createTargetStore>;
