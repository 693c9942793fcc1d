import { AppError } from '../../../shared/errors.ts';
import type { ImportRecord, RememberedChoices, UndoResult } from '../../../shared/imports.ts';
import type { Db } from '../../db/connection.ts';
import type { Accepted } from './check.ts';
import type { Report } from './entry.ts';
import { idsFrom, packKeys } from './session-ids.ts';
import type { BatchHead } from './store.ts';

export interface Batch {
  head: BatchHead;
  accepted: readonly Accepted[];
  skipped: number;
  remember: { source: string; choices: RememberedChoices };
  /** How many imports there were when the file was checked. */
  importsBefore: number;
}

interface Sessions {
  accepted: readonly Accepted[];
  at: number;
  idAt: (index: number) => string;
}

export const countImports = (db: Db): number =>
  db.prepare<[], number>('SELECT count(*) FROM import_batch').pluck().get()!;

/**
 * Writes a whole import in one transaction: a kill at any moment leaves all of it or nothing. Its history is the
 * batch itself, one row for all of its sessions, because a change of each would double what has to be written.
 * @throws AppError `conflict` when another import was made since the file was checked
 */
export function writeBatch(db: Db, batch: Batch, report: Report): ImportRecord {
  const { head, accepted, skipped, remember } = batch;
  const seconds = accepted.reduce((sum, row) => sum + row.seconds, 0);
  const record: ImportRecord = {
    ...head,
    sessions: accepted.length,
    seconds,
    skipped,
    undoneAt: null,
    kept: 0,
  };
  const idAt = idsFrom(head.at);
  const work = db.transaction(() => {
    if (countImports(db) !== batch.importsBefore)
      throw new AppError('conflict', 'Another import was made meanwhile.', {
        hint: 'Nothing of this file was imported. Look at its preview again.',
      });
    db.prepare(`INSERT INTO import_batch
      (id, format, file_name, at, actor, sessions, seconds, skipped, first_session, last_session, source_keys)
      VALUES (@id, @format, @fileName, @at, @actor, @sessions, @seconds, @skipped, @first, @last, @keys)`).run(
      {
        ...record,
        first: idAt(0),
        last: idAt(accepted.length - 1),
        keys: packKeys(accepted.map((row) => row.key)),
      },
    );
    writeSessions(db, { accepted, at: head.at, idAt }, report);
    db.prepare(`INSERT INTO import_choice (source, choices, updated_at) VALUES (?, ?, ?)
      ON CONFLICT (source) DO UPDATE SET choices = excluded.choices, updated_at = excluded.updated_at`).run(
      remember.source,
      JSON.stringify(remember.choices),
      head.at,
    );
  });
  work.immediate();
  return record;
}

/** Rows in one statement: less than half the time of a statement a row, and far below SQLite's limit of 32,766 values. */
const ROWS_AT_ONCE = 200;
const COLUMNS = `id, started_at, ended_at, seconds, zone, local_date, activity, skill_id, note, source,
  created_at, updated_at`;

function writeSessions(db: Db, { accepted, at, idAt }: Sessions, report: Report): void {
  const insertOf = (rows: number) => {
    const row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, 'import', @at, @at)";
    return db.prepare(`INSERT INTO practice_session (${COLUMNS}) VALUES ${Array(rows).fill(row).join(', ')}`);
  };
  const valuesOf = (one: Accepted, index: number): unknown[] => [
    idAt(index),
    one.startedAt,
    one.endedAt,
    one.seconds,
    one.zone,
    one.localDate,
    one.activity,
    one.skillId,
    one.note,
  ];
  const whole = insertOf(ROWS_AT_ONCE);
  for (let from = 0; from < accepted.length; from += ROWS_AT_ONCE) {
    const rows = accepted.slice(from, from + ROWS_AT_ONCE);
    const insert = rows.length === ROWS_AT_ONCE ? whole : insertOf(rows.length);
    insert.run(
      rows.flatMap((one, n) => valuesOf(one, from + n)),
      { at },
    );
    if (from % (ROWS_AT_ONCE * 10) === 0) report(from, accepted.length);
  }
  report(accepted.length, accepted.length);
}

/**
 * Takes an import back: its sessions are deleted (softly, like any other), but for those that were changed since. Their
 * rows can be imported again then.
 */
export function undoBatch(db: Db, id: string, now: number): UndoResult {
  return db
    .transaction((): UndoResult => {
      const batch = db
        .prepare<[string], { first: string; last: string }>(
          `SELECT first_session AS first, last_session AS last FROM import_batch
           WHERE id = ? AND undone_at IS NULL`,
        )
        .get(id);
      if (!batch)
        throw new AppError('conflict', 'That import was undone already.', {
          hint: 'Nothing needs to be done.',
        });
      const { first, last } = batch;
      const { changes: removed } = db
        .prepare(`UPDATE practice_session SET deleted_at = ? WHERE id BETWEEN ? AND ? AND deleted_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM practice_change c
            WHERE c.session_id = practice_session.id AND c.undone_at IS NULL)`)
        .run(now, first, last);
      const kept = db
        .prepare<[string, string], number>(
          'SELECT count(*) FROM practice_session WHERE id BETWEEN ? AND ? AND deleted_at IS NULL',
        )
        .pluck()
        .get(first, last)!;
      db.prepare('UPDATE import_batch SET undone_at = ?, kept = ? WHERE id = ?').run(now, kept, id);
      return { id, removed, kept };
    })
    .immediate();
}
