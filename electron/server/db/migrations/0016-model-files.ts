import type { Migration } from '../migrate.ts';

/** Model files that a person added where they are, and those of the models folder that are not to be shown. */
export const modelFiles: Migration = {
  version: 16,
  up: (db) =>
    void db.exec(`
      CREATE TABLE model_file (
        path TEXT PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('added', 'hidden')),
        created_at INTEGER NOT NULL
      ) STRICT;
    `),
};
