import type { Migration } from '../migrate.ts';

/** Lab workspaces, runs with their verdicts, and the hints that were revealed. */
export const labs: Migration = {
  version: 3,
  up: (db) =>
    void db.exec(`
      CREATE TABLE lab_workspace (
        lab_id TEXT PRIMARY KEY,
        language TEXT NOT NULL,
        folder TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
    `),
};
