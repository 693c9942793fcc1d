import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { faultsOf, type Check } from './copy.ts';

export type Health =
  | { state: 'none' }
  | { state: 'sound'; version: number }
  | { state: 'damaged'; reason: string };

/** SQLite makes a database by making a file of no bytes first; one as young as this may be just that. */
const BEING_MADE_MS = 60_000;

/**
 * Looks at a database without changing a byte of it: read-only, because the last writer to close a damaged one
 * would copy its log into it. A fault that is not the file's own (no rights, a bad disk) is left for the opening.
 * @param file absolute
 * @param check how much of it to read; null for its first page only
 */
export function inspectDatabase(file: string, check: Check | null): Health {
  const found = statSync(file, { throwIfNoEntry: false });
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (!found) {
    return log?.size ? { state: 'damaged', reason: 'its main file is missing' } : { state: 'none' };
  }
  if (found.size === 0) {
    const isYoung = Math.abs(Date.now() - found.mtimeMs) < BEING_MADE_MS;
    return isYoung && !log?.size ? { state: 'none' } : { state: 'damaged', reason: 'the file is empty' };
  }
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const version = db.pragma('user_version', { simple: true }) as number;
    const faults = check ? faultsOf(db, check) : [];
    return faults[0] ? { state: 'damaged', reason: oneLine(faults[0]) } : { state: 'sound', version };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return { state: 'damaged', reason: error.message };
    return { state: 'none' };
  } finally {
    db?.close();
  }
}

/** SQLite begins a list of faults with a heading of its own. */
const oneLine = (fault: string): string =>
  fault
    .replace(/^\*\*\*[^*]*\*\*\*\s*/, '')
    .split('\n')[0]!
    .trim();
