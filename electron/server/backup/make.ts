import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Backup, BackupReason } from '../../shared/backup.ts';
import { AppError } from '../../shared/errors.ts';
import { copyDatabase, faultsOf } from './copy.ts';
import { backupError } from './error.ts';
import { chooseKept } from './keep.ts';
import { listBackups, readBackup } from './list.ts';
import { backupName } from './names.ts';

export interface MakeInputs {
  /** The database, absolute. It may be in use. */
  file: string;
  folder: string;
  reason: BackupReason;
  /** Epoch milliseconds. */
  now: number;
}

/** Space that must be left when the backup is written: it must not be what fills the disk under the database. */
const SPARE_BYTES = 4 * 1024 * 1024;
const UNFINISHED = '.unfinished';
/** Longer than any copy takes; what is older was left by a process that was killed. */
const ABANDONED_MS = 10 * 60_000;

/**
 * Makes a backup, reads all of it back, and only then gives it its name and lets older ones go.
 * @throws AppError `storage_failed` that says why there is none; nothing else has changed then
 */
export async function makeBackup(inputs: MakeInputs): Promise<Backup> {
  const { file, folder, reason } = inputs;
  let at = inputs.now;
  while (existsSync(path.join(folder, backupName(at, reason)))) at += 1;
  const name = backupName(at, reason);
  const unfinished = path.join(folder, `${name}.${process.pid}${UNFINISHED}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    sweep(folder);
    needSpace(folder, sizeOf(file));
    await copyDatabase(file, unfinished);
    finish(unfinished);
    renameSync(unfinished, path.join(folder, name));
  } catch (error) {
    discard(unfinished);
    throw error instanceof AppError ? error : backupError(folder, error);
  }
  const made = readBackup(folder, name);
  if (made?.state !== 'ready') throw backupError(folder, new Error('the new backup cannot be read back'));
  rotate(folder, inputs.now);
  return made;
}

function discard(unfinished: string): void {
  try {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
  } catch {
    // What led here is what the person must hear; the next backup sweeps.
  }
}

/** Bytes of a database with what waits in its write-ahead log. */
function sizeOf(file: string): number {
  return ['', '-wal'].reduce(
    (sum, end) => sum + (statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** @throws an ENOSPC error. SQLite on a full disk may only speak of an I/O error. */
export function needSpace(folder: string, bytes: number): void {
  const { blocks, bavail, bsize } = statfsSync(folder);
  if (blocks > 0 && bavail * bsize < bytes + SPARE_BYTES)
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
}

/** Makes it one self-contained file, checks every page, and has it on the disk before it gets its name. */
function finish(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = DELETE');
    const faults = faultsOf(db, 'integrity_check');
    if (faults[0]) throw new Database.SqliteError(faults[0], 'SQLITE_CORRUPT');
  } finally {
    db.close();
  }
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** Removes what a killed process left half written. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => name.includes(UNFINISHED))) {
    const file = path.join(folder, name);
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > ABANDONED_MS) rmSync(file, { force: true });
  }
}

/** Lets old backups go. One that cannot be read, or is of a newer Cairn, is never touched and never counts. */
function rotate(folder: string, now: number): void {
  const ready = listBackups(folder).flatMap((it) =>
    it.state === 'ready' && it.counts ? [{ name: it.name, at: it.at, rows: it.counts.rows }] : [],
  );
  const kept = chooseKept(ready, now);
  for (const { name } of ready) if (!kept.has(name)) rmSync(path.join(folder, name), { force: true });
}
