import type { Migration } from '../migrate.ts';

/** A timer that can be paused, knows the last input, and asks about stretches without any. */
export const timer: Migration = {
  version: 6,
  up: (db) =>
    void db.exec(`
      ALTER TABLE timer ADD COLUMN paused_at INTEGER;
      ALTER TABLE timer ADD COLUMN pauses TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(pauses));
      ALTER TABLE timer ADD COLUMN away INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1));
      ALTER TABLE timer ADD COLUMN input_at INTEGER;
      ALTER TABLE timer ADD COLUMN idles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(idles));
      -- A timer asks whether a sitting of lab work lies beside it; that looks for what ended after a moment.
      CREATE INDEX practice_session_timer_end ON practice_session (ended_at)
        WHERE deleted_at IS NULL AND source = 'timer';
    `),
};
