import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Backup } from '../../shared/backup.ts';
import { SCHEMA_VERSION } from '../db/migrate.ts';
import { countRows } from './counts.ts';
import { parseBackupName } from './names.ts';

/**
 * The backups in a folder, newest first. What each holds is read from the backup itself, so nothing beside it can
 * go missing or disagree. A folder that does not exist has none.
 */
export function listBackups(folder: string): Backup[] {
  return namesIn(folder)
    .map((name) => readBackup(folder, name))
    .filter((it) => it !== null)
    .sort((a, b) => b.at - a.at);
}

/** The newest readable backup made up to `now`; reads no older ones. Null when there is none. */
export function newestReady(folder: string, now: number): Backup | null {
  // The names begin with the instant, so their order is that of time.
  for (const name of namesIn(folder).sort().toReversed()) {
    const named = parseBackupName(name);
    const found = named && named.at <= now ? readBackup(folder, name) : null;
    if (found?.state === 'ready') return found;
  }
  return null;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // A file in its place holds none either; making one will say so.
    if (error instanceof Error && 'code' in error && /^ENO(ENT|TDIR)$/.test(String(error.code))) return [];
    throw error;
  }
}

/** One backup by its name, or null when there is none of that name. */
export function readBackup(folder: string, name: string): Backup | null {
  const named = parseBackupName(name);
  const file = path.join(folder, name);
  const bytes = named && statSync(file, { throwIfNoEntry: false })?.size;
  return named && bytes !== undefined && bytes !== null ? { name, ...named, bytes, ...look(file) } : null;
}

function look(file: string): Pick<Backup, 'state' | 'counts'> {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const version = db.pragma('user_version', { simple: true }) as number;
    // A file of zero bytes is an empty database to SQLite, but it is no backup of ours.
    if (version === 0) return { state: 'unreadable', counts: null };
    return { state: version > SCHEMA_VERSION ? 'newer' : 'ready', counts: countRows(db) };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { state: 'unreadable', counts: null };
  } finally {
    db?.close();
  }
}
