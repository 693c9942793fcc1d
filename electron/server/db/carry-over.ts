import type { Db } from './connection.ts';

/**
 * Carries what waits in the write-ahead log over into the database, so that the log starts again from its beginning. To
 * be called while nobody waits. It waits for nobody either: what others still read stays for the next time.
 */
export function carryOver(db: Db): void {
  db.pragma('wal_checkpoint(PASSIVE)');
}
