import type { Migration } from '../migrate.ts';

/** Lab workspaces, runs with their verdicts, passed steps, and the hints that were revealed. */
export const labs: Migration = {
  version: 3,
  up: (db) =>
    void db.exec(`
      CREATE TABLE lab_workspace (
        lab_id TEXT NOT NULL,
        language TEXT NOT NULL,
        opened_at INTEGER NOT NULL,
        solution_seen_at INTEGER,
        PRIMARY KEY (lab_id, language)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE lab_run (
        id TEXT PRIMARY KEY,
        lab_id TEXT NOT NULL,
        language TEXT NOT NULL,
        step_id TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pass', 'fail', 'error')),
        seed INTEGER NOT NULL,
        model TEXT,
        live INTEGER NOT NULL CHECK (live IN (0, 1)),
        files_hash TEXT NOT NULL,
        report TEXT NOT NULL CHECK (json_valid(report)),
        started_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX lab_run_recent ON lab_run (lab_id, started_at DESC);

      CREATE TABLE lab_step (
        lab_id TEXT NOT NULL,
        language TEXT NOT NULL,
        step_id TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pass', 'fail', 'error')),
        run_id TEXT NOT NULL REFERENCES lab_run (id),
        passed_at INTEGER,
        verified_with TEXT,
        files_hash TEXT NOT NULL,
        given_hash TEXT NOT NULL,
        PRIMARY KEY (lab_id, language, step_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE lab_hint (
        lab_id TEXT NOT NULL,
        step_id TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number > 0),
        revealed_at INTEGER NOT NULL,
        PRIMARY KEY (lab_id, step_id, number)
      ) STRICT, WITHOUT ROWID;
    `),
};
