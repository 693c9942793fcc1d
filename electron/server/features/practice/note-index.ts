import type { Db } from '../../db/connection.ts';

/**
 * The full-text index of notes. Triggers only write down which notes changed, whoever changes them; they are indexed
 * before the next search, or by the running server while nobody waits.
 */
export function createNoteIndex(db: Db) {
  const due = db
    .prepare<[number], string>('SELECT session_id FROM practice_note_due ORDER BY session_id DESC LIMIT ?')
    .pluck();
  const done = db.prepare<[string]>('DELETE FROM practice_note_due WHERE session_id = ?');
  const unindex = db.prepare<[string]>(
    'DELETE FROM practice_note_index WHERE rowid = (SELECT number FROM practice_note WHERE session_id = ?)',
  );
  const forget = db.prepare<[string]>('DELETE FROM practice_note WHERE session_id = ?');
  // The index is read newest first, so a number follows the start: see the migration that made the tables.
  const number = db.prepare<[string]>(`INSERT INTO practice_note (number, session_id)
    SELECT coalesce((SELECT max(n.number) + 1 FROM practice_note n WHERE n.number >= s.started_at * 1024
      AND n.number < s.started_at * 1024 + 1048576), s.started_at * 1024), s.id
    FROM practice_session s WHERE s.id = ? AND s.note <> ''`);
  const index = db.prepare<[string]>(`INSERT INTO practice_note_index (rowid, note)
    SELECT n.number, s.note FROM practice_note n JOIN practice_session s ON s.id = n.session_id WHERE s.id = ?`);

  const catchUp = db.transaction((most: number): number => {
    const ids = due.all(most);
    for (const id of ids) {
      unindex.run(id);
      forget.run(id);
      if (number.run(id).changes === 1) index.run(id);
      done.run(id);
    }
    return ids.length;
  });

  return {
    /** @returns how many notes were indexed */
    catchUp(most = Number.MAX_SAFE_INTEGER): number {
      // Reading first: most searches find nothing to do, and a write lock would make them wait for other writers.
      return due.get(1) === undefined ? 0 : catchUp.immediate(most);
    },
  };
}
