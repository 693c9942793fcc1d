import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { migrate } from './migrate.ts';

export type Db = Database.Database;

/**
 * Pages that may wait in the write-ahead log before a commit has to carry them over itself: few enough for one block of
 * the log's index (4,062, sqlite.org/walformat.html), many enough that the server finds a quiet moment first.
 */
export const MOST_WAITING_PAGES = 4000;
const PAGE_BYTES = 4096;

/**
 * Opens Cairn's database and brings it to the newest schema.
 * @param file a path, or ':memory:' for a database that lives as long as the connection
 * @throws AppError `storage_failed` when the file cannot be used, saying why and what to do
 */
export function openDatabase(file: string): Db {
  let db: Db | undefined;
  try {
    db = new Database(file);
    // FULL, not the driver's NORMAL: a commit that was acknowledged survives a power cut.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma(`wal_autocheckpoint = ${MOST_WAITING_PAGES}`);
    // A large import leaves a large log, which would stay for as long as Cairn runs.
    db.pragma(`journal_size_limit = ${MOST_WAITING_PAGES * PAGE_BYTES}`);
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof AppError) throw error;
    throw storageError(file, error);
  }
}

const HINTS: Record<string, string> = {
  SQLITE_READONLY: 'The folder or file is read-only. Make it writable, or choose another with --data-dir.',
  SQLITE_CANTOPEN:
    'The folder cannot be opened. Check that it exists and is yours, or choose another with --data-dir.',
  SQLITE_FULL: 'The disk is full. Free some space and start again; nothing was lost.',
  SQLITE_IOERR: 'The disk reported an error. Check it, then restore from a backup if the file is damaged.',
  SQLITE_NOTADB:
    'It was left as it is. Start Cairn, or use `cairn restore`: either sets it aside whole and offers your backups.',
  SQLITE_CORRUPT:
    'It was left as it is. Start Cairn, or use `cairn restore`: either sets it aside whole and offers your backups.',
  SQLITE_BUSY: 'Another program holds the database. Close it and try again.',
};

/** Turns a driver error into one that says what to do. The SQLite result code decides (sqlite.org/rescode.html). */
export function storageError(file: string, error: unknown): AppError {
  const code = error instanceof Database.SqliteError ? error.code : '';
  const hint = Object.entries(HINTS).find(([prefix]) => code.startsWith(prefix))?.[1];
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('storage_failed', `The database ${file} cannot be used: ${reason}.`, {
    hint: hint ?? 'Run `cairn doctor` to see what is wrong.',
    cause: error,
  });
}
