import type { Db } from '../../db/connection.ts';

/** How long the connection waits for another process that holds the database; see `openDatabase`. */
const PATIENCE_MS = 5000;

/**
 * Commits without waiting for the disk. With `canWait`, also without waiting for another process: SQLITE_BUSY is
 * thrown at once, because answers are on their way meanwhile. The connection's own settings come back before
 * anything else can run.
 */
export function unsynced(db: Db, { canWait }: { canWait: boolean }, write: () => void): void {
  // SQLite takes no new level inside a transaction.
  if (db.inTransaction) return write();
  db.exec(`PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = ${canWait ? 0 : PATIENCE_MS}`);
  try {
    write();
  } finally {
    db.exec(`PRAGMA synchronous = FULL; PRAGMA busy_timeout = ${PATIENCE_MS}`);
  }
}
