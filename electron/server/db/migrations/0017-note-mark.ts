import type { Migration } from '../migrate.ts';

/**
 * Which notes wait to be indexed costs logging no page any more: sessions with an id after the mark have not been looked
 * at yet. Only a note that changes behind the mark is written down.
 */
export const noteMark: Migration = {
  version: 17,
  up: (db) =>
    void db.exec(`
      CREATE TABLE practice_note_mark (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        through TEXT NOT NULL
      ) STRICT;
      INSERT INTO practice_note_mark SELECT 1, coalesce(max(id), '') FROM practice_session;

      DROP TRIGGER practice_note_added;
      DROP TRIGGER practice_note_changed;
      DROP TRIGGER practice_note_removed;
      -- The clause at the end holds whatever the statement that fires the trigger says; an OR IGNORE would not.
      CREATE TRIGGER practice_note_added AFTER INSERT ON practice_session
      WHEN new.note <> '' AND new.id <= (SELECT through FROM practice_note_mark) BEGIN
        INSERT INTO practice_note_due VALUES (new.id) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER practice_note_changed AFTER UPDATE OF note, started_at ON practice_session
      WHEN (new.note <> old.note OR (new.note <> '' AND new.started_at <> old.started_at))
        AND new.id <= (SELECT through FROM practice_note_mark) BEGIN
        INSERT INTO practice_note_due VALUES (new.id) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER practice_note_removed AFTER DELETE ON practice_session
      WHEN old.note <> '' AND old.id <= (SELECT through FROM practice_note_mark) BEGIN
        INSERT INTO practice_note_due VALUES (old.id) ON CONFLICT DO NOTHING;
      END;
    `),
};
