import type { Migration } from '../migrate.ts';

/** Recorded answers of models, so that the same request need not be paid twice. A cache: it may be emptied. */
export const replay: Migration = {
  version: 12,
  up: (db) =>
    void db.exec(`
      CREATE TABLE replay_answer (
        key TEXT PRIMARY KEY,
        provider TEXT NOT NULL,
        model TEXT NOT NULL,
        operation TEXT NOT NULL,
        content_type TEXT NOT NULL,
        chunks BLOB NOT NULL,
        bytes INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        used_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX replay_answer_used ON replay_answer (used_at);
    `),
};
