import type { Migration } from '../migrate.ts';

/** Settings, the plan, practice with its history, the timer, targets with evidence, and the rhythm. */
export const practice: Migration = {
  version: 1,
  up: (db) =>
    void db.exec(`
      CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value)),
        updated_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE enrolment (
        id TEXT PRIMARY KEY,
        path_id TEXT NOT NULL,
        started_on TEXT NOT NULL,
        hours_per_week REAL,
        created_at INTEGER NOT NULL,
        replaced_at INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX enrolment_current ON enrolment ((1)) WHERE replaced_at IS NULL;

      CREATE TABLE practice_session (
        id TEXT PRIMARY KEY,
        started_at INTEGER NOT NULL,
        ended_at INTEGER NOT NULL CHECK (ended_at >= started_at),
        seconds INTEGER NOT NULL CHECK (seconds > 0),
        zone TEXT NOT NULL,
        local_date TEXT NOT NULL,
        activity TEXT NOT NULL,
        skill_id TEXT,
        lab_id TEXT,
        target_id TEXT,
        note TEXT NOT NULL,
        source TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;
      CREATE INDEX practice_session_day ON practice_session (local_date, seconds) WHERE deleted_at IS NULL;
      CREATE INDEX practice_session_time ON practice_session (started_at DESC, id) WHERE deleted_at IS NULL;
      CREATE INDEX practice_session_skill ON practice_session (skill_id, local_date, seconds) WHERE deleted_at IS NULL;

      CREATE TABLE practice_change (
        id TEXT PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES practice_session (id),
        kind TEXT NOT NULL CHECK (kind IN ('create', 'update', 'delete')),
        before TEXT CHECK (before IS NULL OR json_valid(before)),
        after TEXT NOT NULL CHECK (json_valid(after)),
        actor TEXT NOT NULL,
        at INTEGER NOT NULL,
        undone_at INTEGER
      ) STRICT;
      CREATE INDEX practice_change_session ON practice_change (session_id, at);

      CREATE TABLE timer (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        started_at INTEGER NOT NULL,
        heartbeat_at INTEGER,
        interrupted INTEGER NOT NULL DEFAULT 0,
        zone TEXT NOT NULL,
        activity TEXT NOT NULL,
        skill_id TEXT,
        lab_id TEXT,
        target_id TEXT,
        note TEXT NOT NULL
      ) STRICT;

      CREATE TABLE target_state (
        target_id TEXT PRIMARY KEY,
        status TEXT NOT NULL CHECK (status IN ('open', 'doing', 'done')),
        done_on TEXT,
        changed_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE evidence (
        id TEXT PRIMARY KEY,
        target_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('link', 'note', 'lab-run')),
        value TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;
      CREATE INDEX evidence_target ON evidence (target_id, created_at) WHERE deleted_at IS NULL;

      CREATE TABLE rhythm_check (
        item_id TEXT NOT NULL,
        period TEXT NOT NULL,
        checked_at INTEGER NOT NULL,
        PRIMARY KEY (item_id, period)
      ) STRICT, WITHOUT ROWID;
    `),
};
