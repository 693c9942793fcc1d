import type { Db } from '../../db/connection.ts';
import type { PracticeSession, SessionFilter } from '../../../shared/practice.ts';
import { whereOf, type Where } from './filter.ts';
import { createNoteIndex } from './note-index.ts';

export const COLUMNS = `s.id, s.started_at AS startedAt, s.ended_at AS endedAt, s.seconds, s.pauses, s.zone,
  s.local_date AS localDate, s.activity, s.skill_id AS skillId, s.lab_id AS labId, s.target_id AS targetId, s.note,
  s.source, s.created_at AS createdAt, s.updated_at AS updatedAt`;

export type SessionRow = Omit<PracticeSession, 'pauses'> & { pauses: string };

/** Nearly every session has no pause, and reading JSON for each of 500 rows would show. */
export const toSession = (row: SessionRow): PracticeSession => ({
  ...row,
  pauses: row.pauses === '[]' ? [] : (JSON.parse(row.pauses) as PracticeSession['pauses']),
});
const pausesOf = ({ pauses }: PracticeSession): string => JSON.stringify(pauses);
const toRow = (session: PracticeSession): SessionRow => ({ ...session, pauses: pausesOf(session) });

/** In the order of the columns of `insert`: looking each of them up by its name would take twice as long. */
const valuesOf = (one: PracticeSession): unknown[] => [
  one.id,
  one.startedAt,
  one.endedAt,
  one.seconds,
  pausesOf(one),
  one.zone,
  one.localDate,
  one.activity,
  one.skillId,
  one.labId,
  one.targetId,
  one.note,
  one.source,
  one.createdAt,
  one.updatedAt,
];

export interface Page {
  limit: number;
  offset?: number | undefined;
  before?: { startedAt: number; id: string } | undefined;
}

/** Practice rows. Deleting marks a row; nothing is ever removed. */
export function createPracticeStore(db: Db) {
  const insert = db.prepare(`INSERT INTO practice_session
    (id, started_at, ended_at, seconds, pauses, zone, local_date, activity, skill_id, lab_id, target_id, note, source,
     created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const update = db.prepare(`UPDATE practice_session SET started_at = @startedAt, ended_at = @endedAt,
    seconds = @seconds, pauses = @pauses, zone = @zone, local_date = @localDate, activity = @activity,
    skill_id = @skillId, lab_id = @labId, target_id = @targetId, note = @note, updated_at = @updatedAt WHERE id = @id`);
  const setDeleted = db.prepare<[number | null, string]>(
    'UPDATE practice_session SET deleted_at = ? WHERE id = ?',
  );
  const byId = db.prepare<[string], SessionRow>(
    `SELECT ${COLUMNS} FROM practice_session s WHERE s.id = ? AND s.deleted_at IS NULL`,
  );
  const byEnding = db
    .prepare<[string], string>(
      'SELECT id FROM practice_session WHERE deleted_at IS NULL AND id LIKE ? ORDER BY started_at DESC LIMIT 2',
    )
    .pluck();
  // Made once: wrapping the work of each call anew costs as much as writing a row.
  const transaction = db.transaction((work: () => unknown) => work());
  const notes = createNoteIndex(db);
  const prepared = new Map<string, ReturnType<Db['prepare']>>();

  /** A statement for this shape of filter, prepared on its first use. */
  function all<R>(sql: string, { params, match }: Where, rest: Record<string, unknown> = {}): R[] {
    if (match !== null) notes.catchUp();
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = db.prepare(sql)));
    return statement.all({ ...params, ...(match === null ? {} : { match }), ...rest }) as R[];
  }

  /** CROSS JOIN fixes the order: from the sessions, SQLite would ask the index once for each of them. */
  function fromWhere({ sql, match }: Where): string {
    return match === null
      ? `practice_session s WHERE ${sql}`
      : `practice_note_index i CROSS JOIN practice_note n ON n.number = i.rowid
         CROSS JOIN practice_session s ON s.id = n.session_id
         WHERE i.note MATCH @match AND ${sql}`;
  }

  return {
    transaction: <T>(work: () => T): T => transaction.immediate(work) as T,
    insert: (session: PracticeSession) => void insert.run(valuesOf(session)),
    update: (session: PracticeSession) => void update.run(toRow(session)),
    setDeleted: (id: string, at: number | null) => void setDeleted.run(at, id),
    find(id: string): PracticeSession | undefined {
      const row = byId.get(id);
      return row && toSession(row);
    },

    /** The sessions whose id ends like this; two at most. */
    idsEnding: (ending: string): string[] => byEnding.all(`%${ending}`),

    /** Newest first. A search goes through the index in the order of the sessions' starts, and stops when it has enough. */
    list(filter: SessionFilter, { limit, offset = 0, before }: Page): PracticeSession[] {
      const where = whereOf(filter);
      const after = before ? ' AND (s.started_at, s.id) < (@startedAt, @id)' : '';
      const order = where.match === null ? 's.started_at DESC, s.id DESC' : 'i.rowid DESC';
      const sql = `SELECT ${COLUMNS} FROM ${fromWhere(where)}${after} ORDER BY ${order} LIMIT @limit OFFSET @offset`;
      const cursor = before ? { startedAt: before.startedAt, id: before.id } : {};
      return all<SessionRow>(sql, where, { limit, offset, ...cursor }).map(toSession);
    },

    /** How many sessions a filter finds, and their seconds. */
    sum(filter: SessionFilter): { sessions: number; seconds: number } {
      // Named so that the covering index by day answers, and not the whole table.
      const where = whereOf({ ...filter, from: filter.from ?? '0000-00-00' });
      const sql = `SELECT count(*) AS sessions, coalesce(sum(s.seconds), 0) AS seconds FROM ${fromWhere(where)}`;
      return all<{ sessions: number; seconds: number }>(sql, where)[0]!;
    },

    /** Brings the index of notes up to date; up to `most` of them at once. @returns how many were waiting */
    indexNotes: (most: number): number => notes.catchUp(most),
  };
}

export type PracticeStore = ReturnType<typeof createPracticeStore>;
