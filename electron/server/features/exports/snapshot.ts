import Database from 'better-sqlite3';
import type { Db } from '../../db/connection.ts';

/**
 * The database as it is now, on a connection of its own: an export takes its time, and what is logged meanwhile
 * must neither wait for it nor appear in half of it.
 * @returns a read-only view; close it
 */
export function openSnapshot(db: Db): Db {
  if (db.memory) return new Database(db.serialize(), { readonly: true });
  const snapshot = new Database(db.name, { readonly: true, fileMustExist: true });
  snapshot.exec('BEGIN');
  // A deferred transaction sees the database as of its first read.
  snapshot.pragma('user_version');
  return snapshot;
}
