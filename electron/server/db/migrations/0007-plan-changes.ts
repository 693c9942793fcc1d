import type { Migration } from '../migrate.ts';

/** Pauses, changes of pace, what the plan was before each change, reached skill levels, and steps put off. */
export const planChanges: Migration = {
  version: 7,
  up: (db) =>
    void db.exec(`
      CREATE TABLE plan_pause (
        id TEXT PRIMARY KEY,
        starts_on TEXT NOT NULL,
        ends_on TEXT CHECK (ends_on IS NULL OR ends_on >= starts_on),
        kind TEXT NOT NULL CHECK (kind IN ('holiday', 'sick', 'other')),
        reason TEXT NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;

      CREATE TABLE plan_pace (
        id TEXT PRIMARY KEY,
        enrolment_id TEXT NOT NULL,
        from_on TEXT NOT NULL,
        hours_per_week REAL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;

      CREATE TABLE plan_change (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('enrol', 'pause', 'pace')),
        before TEXT NOT NULL CHECK (json_valid(before)),
        after TEXT NOT NULL CHECK (json_valid(after)),
        at INTEGER NOT NULL,
        undone_at INTEGER
      ) STRICT;

      CREATE TABLE skill_level (
        skill_id TEXT NOT NULL,
        level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
        reached_on TEXT NOT NULL,
        facts TEXT NOT NULL CHECK (json_valid(facts)),
        noted_at INTEGER NOT NULL,
        PRIMARY KEY (skill_id, level)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE step_put_off (
        step_id TEXT PRIMARY KEY,
        until_on TEXT NOT NULL,
        put_off_at INTEGER NOT NULL
      ) STRICT;
    `),
};
