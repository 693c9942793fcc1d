import type { Database } from 'better-sqlite3';
import type { StoreCounts } from '../../shared/backup.ts';

/**
 * Counts a person's work in a database of any schema version; a table that it does not have yet counts as 0.
 * @throws SqliteError when the file cannot be read
 */
export function countRows(db: Database): StoreCounts {
  const tables = new Set(db.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all());
  const count = (table: string, where = 'true'): number =>
    tables.has(table)
      ? db.prepare<[], number>(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get()!
      : 0;
  const evidence = count('evidence', 'deleted_at IS NULL');
  const labRuns = count('lab_run');
  const rhythm = count('rhythm_check');
  const written = count('note') + count('reading') + count('rhythm_item') + count('rhythm_occurrence');
  return {
    sessions: count('practice_session', 'deleted_at IS NULL'),
    targets: count('target_state', "status <> 'open'"),
    evidence,
    labRuns,
    rhythm,
    rows: count('practice_session') + count('target_state') + count('evidence') + labRuns + rhythm + written,
  };
}
