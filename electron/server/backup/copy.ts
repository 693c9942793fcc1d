import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';

const PATIENCE_MS = 10_000;
const POLL_MS = 40;
const ALL_PAGES = 0x7fffffff;

/**
 * Copies one database over another with SQLite's backup API (sqlite.org/backup.html): the source as of one instant,
 * whoever writes to it, and the destination in one transaction, so that a kill leaves what was there.
 * @throws SqliteError when either cannot be read or written
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      // All pages in one step: a source that is written to between steps would start the copy anew.
      const { totalPages } = await source.backup(to, { progress: () => ALL_PAGES });
      // The driver takes a destination that was locked at the first step for a finished copy of no pages.
      if (totalPages > 0) return;
      if (performance.now() > deadline) throw new Database.SqliteError('database is locked', 'SQLITE_BUSY');
      await sleep(POLL_MS);
    }
  } finally {
    source.close();
  }
}

/** `quick_check` reads every page; `integrity_check` also compares the indexes with their tables. */
export type Check = 'integrity_check' | 'quick_check';

/** Faults that a full read of a database finds (sqlite.org/pragma.html#pragma_integrity_check); none is good. */
export function faultsOf(db: Database.Database, how: Check): string[] {
  const rows = db.prepare<[], string>(`PRAGMA ${how}(5)`).pluck().all();
  return rows[0] === 'ok' ? [] : rows;
}
