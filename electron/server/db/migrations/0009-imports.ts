import type { Migration } from '../migrate.ts';

/** Imports from other trackers, with what they brought, and what to remember for the next file. */
export const imports: Migration = {
  version: 9,
  up: (db) =>
    void db.exec(`
      CREATE TABLE import_batch (
        id TEXT PRIMARY KEY,
        format TEXT NOT NULL,
        file_name TEXT NOT NULL,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        sessions INTEGER NOT NULL,
        seconds INTEGER NOT NULL,
        skipped INTEGER NOT NULL,
        undone_at INTEGER,
        kept INTEGER NOT NULL DEFAULT 0,
        -- Its sessions have the ids from the first to the last, counted up one by one; their keys are 8 bytes each.
        -- One row for all of them: a row each would cost as much as the sessions themselves.
        first_session TEXT NOT NULL,
        last_session TEXT NOT NULL,
        source_keys BLOB NOT NULL
      ) STRICT;

      CREATE TABLE import_choice (
        source TEXT PRIMARY KEY,
        choices TEXT NOT NULL CHECK (json_valid(choices)),
        updated_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
};
