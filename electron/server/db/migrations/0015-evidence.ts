import type { Migration } from '../migrate.ts';

/** Files and eval reports as evidence, notes on targets, and every change of a target, so that it can be undone. */
export const evidence: Migration = {
  version: 15,
  up: (db) =>
    void db.exec(`
      CREATE TABLE evidence_new (
        id TEXT PRIMARY KEY,
        target_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('link', 'note', 'lab-run', 'file', 'eval-report')),
        value TEXT NOT NULL,
        details TEXT CHECK (details IS NULL OR json_valid(details)),
        created_at INTEGER NOT NULL,
        updated_at INTEGER,
        deleted_at INTEGER
      ) STRICT;
      INSERT INTO evidence_new (id, target_id, kind, value, created_at, deleted_at)
        SELECT id, target_id, kind, value, created_at, deleted_at FROM evidence;
      DROP TABLE evidence;
      ALTER TABLE evidence_new RENAME TO evidence;
      CREATE INDEX evidence_target ON evidence (target_id, created_at) WHERE deleted_at IS NULL;

      ALTER TABLE target_state ADD COLUMN note TEXT NOT NULL DEFAULT '';

      CREATE TABLE target_change (
        id TEXT PRIMARY KEY,
        target_id TEXT NOT NULL,
        kind TEXT NOT NULL
          CHECK (kind IN ('state', 'done', 'reopen', 'day', 'note', 'evidence-add', 'evidence-remove')),
        before TEXT NOT NULL CHECK (json_valid(before)),
        after TEXT NOT NULL CHECK (json_valid(after)),
        at INTEGER NOT NULL,
        undone_at INTEGER
      ) STRICT;
      CREATE INDEX target_change_target ON target_change (target_id) WHERE undone_at IS NULL;
    `),
};
