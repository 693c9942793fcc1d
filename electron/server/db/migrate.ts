import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { migrations } from './migrations/index.ts';

/** One step forward. Self-contained: it imports no live type, because those go on changing and it must not. */
export interface Migration {
  readonly version: number;
  readonly up: (db: Database) => void;
}

export const SCHEMA_VERSION = migrations.at(-1)!.version;

/**
 * Brings a database to `to` (the newest version unless a test says otherwise). Each step and its version
 * number land in one transaction, so a kill leaves the database at a whole version.
 * @throws AppError `conflict` for a database written by a newer Cairn, which is left untouched
 */
export function migrate(db: Database, to = SCHEMA_VERSION): void {
  const version = (): number => db.pragma('user_version', { simple: true }) as number;
  if (version() > SCHEMA_VERSION) {
    throw new AppError(
      'conflict',
      `This data was written by a newer Cairn (schema ${version()}; this one knows ${SCHEMA_VERSION}).`,
      { hint: 'Update Cairn, or start it on another folder with --data-dir. Nothing was changed.' },
    );
  }
  for (const migration of migrations) {
    if (migration.version > to) return;
    db.transaction(() => {
      // Read inside the write lock: a second process may have migrated while this one waited.
      if (version() >= migration.version) return;
      migration.up(db);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}
