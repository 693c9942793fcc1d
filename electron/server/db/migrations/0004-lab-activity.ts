import type { Migration } from '../migrate.ts';

/** The last sign of work on each lab, and the practice session that it belongs to. */
export const labActivity: Migration = {
  version: 4,
  up: (db) =>
    void db.exec(`
      CREATE TABLE lab_activity (
        lab_id TEXT PRIMARY KEY,
        last_at INTEGER NOT NULL,
        session_id TEXT REFERENCES practice_session (id),
        session_touched_at INTEGER
      ) STRICT;
    `),
};
