import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { bestBackup, type Backup, type RestoreResult, type StoreCounts } from '../../shared/backup.ts';
import { AppError } from '../../shared/errors.ts';
import { openDatabase, storageError } from '../db/connection.ts';
import { copyDatabase, faultsOf } from './copy.ts';
import { countRows } from './counts.ts';
import { listBackups, readBackup } from './list.ts';
import { makeBackup, needSpace } from './make.ts';

export interface RestoreInputs {
  /** The database to fill, absolute, with the newest schema. It may be in use, by several processes. */
  file: string;
  folder: string;
  /** The backup's name; the newest with work in it when null. */
  name: string | null;
  now: number;
}

/**
 * Puts a backup's content in place of the database's, in one transaction under SQLite's own locks: open windows and
 * terminals go on with the restored rows, and a kill leaves the old ones. The backup is read in full first, and what
 * is there now is backed up before it goes.
 * @throws AppError that says why not; the database is as it was then
 */
export async function restoreBackup(inputs: RestoreInputs): Promise<RestoreResult> {
  const { file, folder, now } = inputs;
  const restored = choose(folder, inputs.name);
  // A running timer is time that only the database knows.
  const before = readStore(file, (db) => {
    refuseWhileTiming(db);
    return countRows(db);
  });
  const work = prepareFolder(file);
  try {
    const prepared = prepare(path.join(folder, restored.name), work, restored.at);
    const saved = before.rows > 0 ? await makeBackup({ file, folder, now, reason: 'restore' }) : null;
    await copyDatabase(prepared, file);
    return { restored, before, after: settle(file, restored), saved };
  } catch (error) {
    throw inWords(file, error);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function inWords(file: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC'))
    return storageError(file, error);
  return new AppError('storage_failed', 'The backup was not restored: the disk is full.', {
    hint: 'Free some space and try again. Your data is as it was.',
    cause: error,
  });
}

function choose(folder: string, name: string | null): Backup {
  const chosen = name === null ? bestBackup(listBackups(folder)) : readBackup(folder, name);
  if (!chosen) {
    const hint = `The backups are in ${folder}; \`cairn backup list\` shows them.`;
    throw name === null
      ? new AppError('not_found', 'There is no backup with anything in it.', { hint })
      : new AppError('not_found', `There is no backup "${name}".`, { hint });
  }
  if (chosen.state === 'newer')
    throw new AppError('conflict', `The backup ${chosen.name} was made by a newer Cairn.`, {
      hint: 'Update Cairn, or choose another backup. Nothing was changed.',
    });
  if (chosen.state === 'unreadable') throw damagedBackup(chosen.name);
  return chosen;
}

const damagedBackup = (name: string): AppError =>
  new AppError('storage_failed', `The backup ${name} is damaged.`, {
    hint: 'Choose another backup. Nothing was changed.',
  });

/** A folder beside the database: on the disk that has to hold the result. */
function prepareFolder(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  return mkdtempSync(path.join(path.dirname(file), 'restoring-'));
}

/**
 * Copies the backup, brings the copy to the newest schema and reads every page of it. A timer in it ran when the
 * backup was made, and nobody has seen it run since.
 */
function prepare(backup: string, work: string, at: number): string {
  const copy = path.join(work, 'restored.db');
  // Once for the copy and once for the database's log.
  needSpace(work, statSync(backup).size * 2);
  copyFileSync(backup, copy);
  try {
    const db = openDatabase(copy);
    try {
      if (faultsOf(db, 'integrity_check').length > 0) throw damagedBackup(path.basename(backup));
      db.prepare('UPDATE timer SET interrupted = 1, heartbeat_at = coalesce(heartbeat_at, ?)').run(at);
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
  } catch (error) {
    throw isDamage(error) ? damagedBackup(path.basename(backup)) : error;
  }
  return copy;
}

function isDamage(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(cause.code);
}

function readStore<T>(file: string, read: (db: Database.Database) => T): T {
  const db = openDatabase(file);
  try {
    return read(db);
  } finally {
    db.close();
  }
}

function refuseWhileTiming(db: Database.Database): void {
  if (db.prepare('SELECT 1 FROM timer').get() === undefined) return;
  throw new AppError('conflict', 'A timer is running, and its time would not be in the backup.', {
    hint: 'Stop the timer (or settle the interrupted one), then restore. Nothing was changed.',
  });
}

/** Has the result on the disk, and compares what is there now with what the backup held. */
function settle(file: string, { counts, name }: Backup): StoreCounts {
  return readStore(file, (db) => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    const after = countRows(db);
    // More is possible: a terminal may have logged something since.
    if (counts && after.rows >= counts.rows) return after;
    throw new AppError('storage_failed', `The restore of ${name} did not bring back what it holds.`, {
      hint: 'What was there before is the newest backup. Restore again with Cairn closed.',
    });
  });
}
