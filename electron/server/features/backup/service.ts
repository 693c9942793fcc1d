import { statSync } from 'node:fs';
import path from 'node:path';
import {
  bestBackup,
  type Backup,
  type BackupList,
  type BackupReason,
  type RestoreResult,
  type StoreNotice,
} from '../../../shared/backup.ts';
import { AppError } from '../../../shared/errors.ts';
import { countRows } from '../../backup/counts.ts';
import { listBackups, newestReady } from '../../backup/list.ts';
import { backupFolder } from '../../backup/names.ts';
import { makeBackupAside, restoreBackupAside } from '../../backup/run-job.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';

/** An automatic backup is made when the newest is older than this and something has changed since. */
export const BACKUP_EVERY_MS = 6 * 3_600_000;

export interface BackupService {
  readonly folder: string;
  list(): BackupList;
  /** Makes one now. @throws AppError `storage_failed` that says why there is none */
  make(): Promise<Backup>;
  /** Makes an automatic one if it is time. A failure is logged and shown by `list`, never thrown. */
  makeIfDue(): Promise<Backup | null>;
  /** Puts a backup in place of what is there, which is backed up first. @throws AppError that says why not */
  restore(name: string | null): Promise<RestoreResult>;
  /** What a person should know about their data at this start, or null. */
  notice(): StoreNotice | null;
}

export function createBackupService(inputs: { deps: AppDeps; events: EventBus }): BackupService {
  const { deps, events } = inputs;
  const { db, clock } = deps;
  const folder = backupFolder(deps.paths.data);
  let damage = deps.damage ?? null;
  let lastFailure: BackupList['lastFailure'] = null;
  let queue: Promise<unknown> = Promise.resolve();

  /** One at a time, or a restore could meet a backup that rotates its source away. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work);
    queue = turn.catch(() => {});
    return turn;
  }

  function file(): string {
    if (!db.memory) return path.resolve(db.name);
    throw new AppError('unavailable', 'This Cairn keeps its data in memory only.', {
      hint: 'Start it with a data folder to have backups.',
    });
  }

  async function makeNow(reason: BackupReason): Promise<Backup> {
    const made = await makeBackupAside({ file: file(), folder, reason, now: clock.now() });
    lastFailure = null;
    events.changed('all');
    return made;
  }

  function isDue(): boolean {
    if (db.memory) return false;
    const current = countRows(db);
    if (current.rows === 0) return false;
    // One from the future was made while the clock was wrong, and says nothing about now.
    const newest = newestReady(folder, clock.now());
    if (!newest) return true;
    if (clock.now() - newest.at < BACKUP_EVERY_MS) return false;
    const made = statSync(path.join(folder, newest.name)).mtimeMs;
    return JSON.stringify(newest.counts) !== JSON.stringify(current) || writtenAt(file()) > made;
  }

  return {
    folder,
    list: () => ({ folder, backups: listBackups(folder), current: countRows(db), lastFailure }),
    make: () => inTurn(() => makeNow('manual')),
    makeIfDue: () =>
      inTurn(async () => {
        try {
          return isDue() ? await makeNow('automatic') : null;
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          const hint = error instanceof AppError ? (error.hint ?? null) : null;
          lastFailure = { at: clock.now(), message, hint };
          deps.log.error('automatic backup failed', { reason: message });
          return null;
        }
      }),
    restore: (name) =>
      inTurn(async () => {
        const result = await restoreBackupAside({ file: file(), folder, name, now: clock.now() });
        damage = null;
        deps.log.info('restored', { name: result.restored.name, before: result.before, after: result.after });
        events.changed('all');
        return result;
      }),
    notice() {
      if (damage) return { kind: 'damaged', ...damage, best: bestBackup(listBackups(folder)) };
      if (countRows(db).rows > 0) return null;
      const best = bestBackup(listBackups(folder));
      return best && { kind: 'empty', reason: null, folder: null, best };
    },
  };
}

/** When a database or its log was last written, in epoch milliseconds. */
function writtenAt(file: string): number {
  return Math.max(
    ...['', '-wal'].map((end) => statSync(`${file}${end}`, { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}
