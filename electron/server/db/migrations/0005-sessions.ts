import type { Migration } from '../migrate.ts';

/**
 * Sessions that can be split, merged and searched: their pauses, changes that belong to one action, redo, overlaps
 * that a person means, and an index of the notes.
 */
export const sessions: Migration = {
  version: 5,
  up: (db) =>
    void db.exec(`
      ALTER TABLE practice_session ADD COLUMN pauses TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(pauses));

      -- One action of a person may change many sessions; a change alone is an action of its own (NULL).
      ALTER TABLE practice_change ADD COLUMN group_id TEXT;
      ALTER TABLE practice_change ADD COLUMN action TEXT;
      ALTER TABLE practice_change ADD COLUMN redone_at INTEGER;
      CREATE INDEX practice_change_group ON practice_change (group_id) WHERE group_id IS NOT NULL;
      CREATE INDEX practice_change_undone ON practice_change (undone_at) WHERE undone_at IS NOT NULL;
      -- Until now only a person could edit or delete; the actor named where the session had come from.
      UPDATE practice_change SET actor = 'hand' WHERE kind IN ('update', 'delete');

      CREATE TABLE overlap_kept (
        first_id TEXT NOT NULL REFERENCES practice_session (id),
        second_id TEXT NOT NULL REFERENCES practice_session (id),
        kept_at INTEGER NOT NULL,
        PRIMARY KEY (first_id, second_id),
        CHECK (first_id < second_id)
      ) STRICT, WITHOUT ROWID;

      -- Holds the end too, so that overlaps are found in the index alone.
      DROP INDEX practice_session_time;
      CREATE INDEX practice_session_time ON practice_session (started_at, id, ended_at) WHERE deleted_at IS NULL;

      -- The index is read newest first and stops early, so a note's number follows its session's start: 1024 numbers
      -- a millisecond, the next free one where several begin at once. Never the rowid: VACUUM may change it.
      CREATE TABLE practice_note (number INTEGER PRIMARY KEY, session_id TEXT NOT NULL UNIQUE) STRICT;
      CREATE VIRTUAL TABLE practice_note_index USING fts5 (
        note, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
      );
      INSERT INTO practice_note (number, session_id)
        SELECT started_at * 1024 + row_number() OVER (PARTITION BY started_at ORDER BY id) - 1, id
        FROM practice_session WHERE note <> '' ORDER BY 1;
      INSERT INTO practice_note_index (rowid, note)
        SELECT n.number, s.note FROM practice_note n JOIN practice_session s ON s.id = n.session_id ORDER BY n.number;

      -- A session whose note waits to be indexed: logging and imports do not pay for the index, the next search does.
      -- No OR IGNORE in the triggers: the statement that fires them would overrule it.
      CREATE TABLE practice_note_due (session_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      CREATE TRIGGER practice_note_added AFTER INSERT ON practice_session WHEN new.note <> '' BEGIN
        INSERT INTO practice_note_due SELECT new.id WHERE NOT EXISTS
          (SELECT 1 FROM practice_note_due WHERE session_id = new.id);
      END;
      CREATE TRIGGER practice_note_changed AFTER UPDATE OF note, started_at ON practice_session
      WHEN new.note <> old.note OR (new.note <> '' AND new.started_at <> old.started_at) BEGIN
        INSERT INTO practice_note_due SELECT new.id WHERE NOT EXISTS
          (SELECT 1 FROM practice_note_due WHERE session_id = new.id);
      END;
      CREATE TRIGGER practice_note_removed AFTER DELETE ON practice_session WHEN old.note <> '' BEGIN
        INSERT INTO practice_note_due SELECT old.id WHERE NOT EXISTS
          (SELECT 1 FROM practice_note_due WHERE session_id = old.id);
      END;
    `),
};
