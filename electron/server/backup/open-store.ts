import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { openDatabase, type Db } from '../db/connection.ts';
import { SCHEMA_VERSION } from '../db/migrate.ts';
import type { Check } from './copy.ts';
import { inspectDatabase } from './inspect.ts';
import { makeBackup } from './make.ts';
import { backupFolder } from './names.ts';
import { setAside } from './set-aside.ts';

/** A damaged database that was set aside: why, and where it is now. */
export interface Damage {
  reason: string;
  folder: string;
}

export interface OpenedStore {
  db: Db;
  damage: Damage | null;
}

export interface StoreInputs {
  /** The data folder, absolute; it exists. */
  data: string;
  /** Epoch milliseconds. */
  now: number;
  /** This process holds the folder's lock, so it may check every page and set a damaged database aside. */
  owns: boolean;
  /** How much is read first; all pages for an owner, unless said otherwise. */
  check?: Check | null;
}

export const databaseFile = (data: string): string => path.join(data, 'cairn.db');

/**
 * Opens the database of a data folder. A damaged one is set aside whole and a fresh one made in its place; one of an
 * older schema is backed up before it is brought up to date.
 * @throws AppError `storage_failed` for a damaged one when the folder is not owned, or for one that cannot be backed up;
 *   `conflict` for one of a newer Cairn. It is left as it is.
 */
export async function openStore({
  data,
  now,
  owns,
  check = owns ? 'quick_check' : null,
}: StoreInputs): Promise<OpenedStore> {
  const file = databaseFile(data);
  if (owns) sweepRestores(data);
  const health = inspectDatabase(file, check);
  if (health.state === 'damaged') {
    if (!owns) throw damaged(file, health.reason);
    const folder = setAside(file, now);
    return { db: openDatabase(file), damage: { reason: health.reason, folder } };
  }
  if (health.state === 'sound' && health.version > 0 && health.version < SCHEMA_VERSION)
    await makeBackup({ file, folder: backupFolder(data), now, reason: 'migration' });
  return { db: openDatabase(file), damage: null };
}

function damaged(file: string, reason: string): AppError {
  return new AppError('storage_failed', `The database ${file} is damaged: ${reason}.`, {
    hint: 'It was left as it is. Start Cairn, or use `cairn restore`: either sets it aside whole and offers your backups.',
  });
}

/** What a restore that was killed left behind. */
function sweepRestores(data: string): void {
  for (const name of readdirSync(data))
    if (name.startsWith('restoring-')) rmSync(path.join(data, name), { recursive: true, force: true });
}
