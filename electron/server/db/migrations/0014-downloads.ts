import type { Migration } from '../migrate.ts';

/** Model files on their way, so that one that was cut off can go on after a restart. */
export const modelDownloads: Migration = {
  version: 14,
  up: (db) =>
    void db.exec(`
      CREATE TABLE model_download (
        id TEXT PRIMARY KEY,
        url TEXT NOT NULL,
        file_name TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'checking', 'done', 'failed')),
        total INTEGER,
        validator TEXT,
        expected_sha256 TEXT,
        sha256 TEXT,
        problem TEXT,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
    `),
};
