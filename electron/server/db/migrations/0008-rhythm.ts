import type { Migration } from '../migrate.ts';

/** The person's own rhythm, what was skipped and moved, notes, the reading log, and which reminders were given. */
export const rhythm: Migration = {
  version: 8,
  up: (db) =>
    void db.exec(`
      CREATE TABLE rhythm_item (
        id TEXT PRIMARY KEY,
        own INTEGER NOT NULL CHECK (own IN (0, 1)),
        title TEXT,
        detail TEXT,
        cadence TEXT,
        weekday TEXT,
        time TEXT,
        minutes INTEGER,
        active INTEGER NOT NULL CHECK (active IN (0, 1)),
        remind INTEGER NOT NULL CHECK (remind IN (0, 1)),
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;

      CREATE TABLE rhythm_occurrence (
        item_id TEXT NOT NULL,
        period TEXT NOT NULL,
        skipped_at INTEGER,
        skip_reason TEXT NOT NULL,
        moved_on TEXT,
        moved_time TEXT,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (item_id, period)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE note (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('teach-note', 'course', 'talk', 'free')),
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        item_id TEXT,
        period TEXT,
        link TEXT NOT NULL,
        progress INTEGER NOT NULL CHECK (progress BETWEEN 0 AND 100),
        on_date TEXT,
        place TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        finished_at INTEGER,
        deleted_at INTEGER
      ) STRICT;
      CREATE INDEX note_time ON note (updated_at DESC) WHERE deleted_at IS NULL;
      CREATE INDEX note_of_item ON note (item_id, period) WHERE deleted_at IS NULL;

      CREATE TABLE reading (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        url TEXT,
        url_key TEXT,
        kind TEXT NOT NULL CHECK (kind IN ('paper', 'post', 'chapter', 'docs', 'video')),
        status TEXT NOT NULL CHECK (status IN ('want', 'reading', 'read')),
        minutes INTEGER NOT NULL CHECK (minutes >= 0),
        takeaways TEXT NOT NULL,
        resource_id TEXT,
        started_on TEXT,
        finished_on TEXT,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;
      CREATE INDEX reading_url ON reading (url_key) WHERE deleted_at IS NULL;

      CREATE TABLE reading_session (
        reading_id TEXT NOT NULL REFERENCES reading (id),
        session_id TEXT NOT NULL REFERENCES practice_session (id),
        linked_at INTEGER NOT NULL,
        removed_at INTEGER,
        PRIMARY KEY (reading_id, session_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE reminder_notice (
        id TEXT PRIMARY KEY,
        created_at INTEGER NOT NULL,
        missed INTEGER NOT NULL CHECK (missed IN (0, 1)),
        delivered_at INTEGER,
        dismissed_at INTEGER
      ) STRICT;
      CREATE INDEX reminder_notice_open ON reminder_notice (created_at) WHERE dismissed_at IS NULL;

      CREATE TABLE reminder (
        item_id TEXT NOT NULL,
        period TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        notice_id TEXT REFERENCES reminder_notice (id),
        snoozed_until INTEGER,
        PRIMARY KEY (item_id, period)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX reminder_of_notice ON reminder (notice_id);
    `),
};
