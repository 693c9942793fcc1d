import { readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

/** How a second start reaches the first one on the same folder. */
const instanceInfo = z.object({
  pid: z.int(),
  /** The loopback address, or null while the desktop window has it on `socket`. */
  url: z.string().nullable(),
  socket: z.string().nullable(),
  control: z.string(),
});
export type InstanceInfo = z.infer<typeof instanceInfo>;

export interface InstanceLock {
  /** Tells later starts how to reach this one. */
  publish(info: InstanceInfo): void;
  release(): void;
}

const infoFile = (dataDir: string): string => path.join(dataDir, 'instance.json');

/**
 * Takes the folder for this process, or returns null when another has it. The lock is an exclusive SQLite
 * transaction: the operating system drops it with the process, however that ends, so it can never be stale.
 */
export function acquireInstance(dataDir: string): InstanceLock | null {
  const lockFile = path.join(dataDir, 'instance.lock');
  const db = lock(lockFile) ?? (emptyIfDamaged(lockFile) ? lock(lockFile) : null);
  if (!db) return null;
  const file = infoFile(dataDir);
  // Whoever wrote it is gone: the lock says so.
  rmSync(file, { force: true, recursive: true });
  return {
    publish(info) {
      // Written aside and renamed, so that a reader never sees half of it.
      rmSync(`${file}.new`, { force: true, recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(info), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    release() {
      rmSync(file, { force: true });
      db.close();
    },
  };
}

/** An exclusive transaction on the file, or null when another process has one, or the file is not a database. */
function lock(file: string): Database.Database | null {
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && /^SQLITE_(BUSY|NOTADB|CORRUPT)/.test(error.code))
      return null;
    throw error;
  }
}

/**
 * Empties a lock file that holds something: a lock writes nothing, so whatever is in there is garbage. Emptied where
 * it lies and never removed, because that would take the lock from a process that holds it.
 */
function emptyIfDamaged(file: string): boolean {
  if (statSync(file).size === 0) return false;
  truncateSync(file);
  return true;
}

/** How to reach the running instance, or null when it has not said so (yet). */
export function readInstance(dataDir: string): InstanceInfo | null {
  try {
    return instanceInfo.parse(JSON.parse(readFileSync(infoFile(dataDir), 'utf8')));
  } catch {
    // Missing, half gone, or of another version: all mean that nobody can be reached through it.
    return null;
  }
}
