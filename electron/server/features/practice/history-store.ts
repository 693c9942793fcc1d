import type { Db } from '../../db/connection.ts';
import type { ChangeAction, SessionChange } from '../../../shared/practice-changes.ts';
import type { Actor, PracticeSession } from '../../../shared/practice.ts';

/** One row of the history: what happened to one session. `groupId` names the action that it belongs to. */
export interface Change extends SessionChange {
  id: string;
  groupId: string | null;
  action: ChangeAction;
  actor: Actor;
  at: number;
}

export interface StoredChange extends Change {
  /** Counts up with each change that is written. */
  position: number;
  undoneAt: number | null;
  redoneAt: number | null;
}

type Row = Omit<StoredChange, 'before' | 'after' | 'action'> & {
  before: string | null;
  after: string;
  action: ChangeAction | null;
};

const COLUMNS = `c.rowid AS position, c.id, c.session_id AS sessionId, c.kind, c.before, c.after, c.actor, c.at,
  c.undone_at AS undoneAt, c.redone_at AS redoneAt, c.group_id AS groupId, c.action`;
/** The first change of an action carries the action's id. */
const HEAD = '(c.group_id IS NULL OR c.group_id = c.id)';
const ACTIONS = { create: 'log', update: 'edit', delete: 'delete' } as const;

/** Rows of older versions know no pauses. */
const session = (json: string): PracticeSession => ({
  ...(JSON.parse(json) as PracticeSession),
  pauses: (JSON.parse(json) as Partial<PracticeSession>).pauses ?? [],
});

const toChange = (row: Row): StoredChange => ({
  ...row,
  action: row.action ?? ACTIONS[row.kind],
  before: row.before === null ? null : session(row.before),
  after: session(row.after),
});

/** The history of practice: every change with the session before and after it. Nothing is ever removed. */
export function createHistoryStore(db: Db) {
  const add = db.prepare(`INSERT INTO practice_change
    (id, session_id, kind, before, after, actor, at, group_id, action)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const group = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} FROM practice_change c WHERE c.group_id = ? UNION
     SELECT ${COLUMNS} FROM practice_change c WHERE c.id = ? AND c.group_id IS NULL ORDER BY position`,
  );
  const idOfGroup = db
    .prepare<[string], string>('SELECT coalesce(group_id, id) FROM practice_change WHERE id = ?')
    .pluck();
  const live = db.prepare<[string, number], { position: number; groupId: string }>(`SELECT rowid AS position,
    coalesce(group_id, id) AS groupId FROM practice_change
    WHERE session_id = ? AND rowid > ? AND undone_at IS NULL ORDER BY rowid DESC LIMIT 1`);
  const undoneBetween = db
    .prepare<[string, number, number], number>(
      `SELECT 1 FROM practice_change WHERE session_id = ? AND rowid > ? AND rowid < ? AND undone_at IS NOT NULL LIMIT 1`,
    )
    .pluck();
  const lastLive = db
    .prepare<[string], number>(
      'SELECT max(rowid) FROM practice_change WHERE session_id = ? AND undone_at IS NULL',
    )
    .pluck();
  const setTurned = db.prepare<{ id: string; undoneAt: number | null; redoneAt: number | null }>(
    'UPDATE practice_change SET undone_at = @undoneAt, redone_at = @redoneAt WHERE group_id = @id OR (id = @id AND group_id IS NULL)',
  );
  const nextUndo = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM practice_change c
    WHERE c.undone_at IS NULL AND c.actor NOT IN ('lab', 'import') AND ${HEAD} ORDER BY c.rowid DESC LIMIT 1`);
  const nextRedo = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM practice_change c
    WHERE c.undone_at IS NOT NULL AND c.actor NOT IN ('lab', 'import') AND ${HEAD} ORDER BY c.undone_at DESC, c.rowid ASC LIMIT 1`);
  const heads = db.prepare<[number, number], Row>(
    `SELECT ${COLUMNS} FROM practice_change c WHERE ${HEAD} AND c.rowid < ? ORDER BY c.rowid DESC LIMIT ?`,
  );
  const ofSession = db.prepare<[string, number, number], Row>(
    `SELECT ${COLUMNS} FROM practice_change c WHERE c.session_id = ? AND c.rowid < ? ORDER BY c.rowid DESC LIMIT ?`,
  );
  const countGroup = db
    .prepare<[string], number>('SELECT count(*) FROM practice_change WHERE group_id = ?')
    .pluck();
  const firstOfGroup = db.prepare<[string, number], Row>(
    `SELECT ${COLUMNS} FROM practice_change c WHERE c.group_id = ? ORDER BY c.rowid LIMIT ?`,
  );

  return {
    add({ id, sessionId, kind, before, after, actor, at, groupId, action }: Change): void {
      const was = before && JSON.stringify(before);
      add.run(id, sessionId, kind, was, JSON.stringify(after), actor, at, groupId, action);
    },
    /** The changes of an action in the order in which they happened; empty for an id that is none. */
    group(id: string): StoredChange[] {
      const groupId = idOfGroup.get(id);
      return groupId === undefined ? [] : group.all(groupId, groupId).map(toChange);
    },
    /** The newest change of a session after a position that is in force. */
    liveAfter: (sessionId: string, position: number) => live.get(sessionId, position),
    lastLive: (sessionId: string): number => lastLive.get(sessionId) ?? 0,
    hasUndoneBetween: (sessionId: string, from: number, to: number): boolean =>
      undoneBetween.get(sessionId, from, to) !== undefined,
    setTurned: (id: string, times: { undoneAt: number | null; redoneAt: number | null }) =>
      void setTurned.run({ id, ...times }),
    nextUndo: () => toChangeOrNone(nextUndo.get()),
    nextRedo: () => toChangeOrNone(nextRedo.get()),
    heads: (before: number, limit: number) => heads.all(before, limit).map(toChange),
    ofSession: (id: string, before: number, limit: number) => ofSession.all(id, before, limit).map(toChange),
    /** How many sessions the action of a change touched, and the first of its changes. */
    about(change: StoredChange, most: number): { sessions: number; changes: StoredChange[] } {
      if (change.groupId === null) return { sessions: 1, changes: [change] };
      return {
        sessions: countGroup.get(change.groupId)!,
        changes: firstOfGroup.all(change.groupId, most).map(toChange),
      };
    },
  };
}

const toChangeOrNone = (row: Row | undefined): StoredChange | undefined => row && toChange(row);

export type HistoryStore = ReturnType<typeof createHistoryStore>;
