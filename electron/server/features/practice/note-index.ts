import type { Db } from '../../db/connection.ts';

/** So many sessions without a note may lie behind the mark before it is moved past them. */
const MOST_UNMARKED = 200;

/**
 * The full-text index of notes. Logging does not pay for it: sessions with an id after a mark have not been looked at,
 * and triggers write down which of those before it changed, whoever changes them. All of them are indexed before the
 * next search, or by the running server while nobody waits.
 */
export function createNoteIndex(db: Db) {
  const due = db
    .prepare<[number], string>('SELECT session_id FROM practice_note_due ORDER BY session_id DESC LIMIT ?')
    .pluck();
  const fresh = db
    .prepare<[number], string>(
      `SELECT id FROM practice_session WHERE id > (SELECT through FROM practice_note_mark) AND note <> ''
       ORDER BY id LIMIT ?`,
    )
    .pluck();
  const unmarked = db
    .prepare<[], number>(
      `SELECT count(*) FROM (SELECT 1 FROM practice_session
       WHERE id > (SELECT through FROM practice_note_mark) LIMIT ${MOST_UNMARKED})`,
    )
    .pluck();
  const moveMark = db.prepare<[string | null]>(`UPDATE practice_note_mark SET through =
    max(through, coalesce(?, (SELECT max(id) FROM practice_session), ''))`);
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
    const changed = due.all(most);
    const left = most - changed.length;
    const added = fresh.all(left);
    for (const id of [...changed, ...added]) {
      unindex.run(id);
      forget.run(id);
      if (number.run(id).changes === 1) index.run(id);
    }
    for (const id of changed) done.run(id);
    // All of them: then nothing lies after the mark, with a note or without.
    if (added.length < left) moveMark.run(null);
    else if (added.length > 0) moveMark.run(added.at(-1)!);
    return changed.length + added.length;
  });

  // Reading first: most searches find nothing to do, and a write lock would make them wait for other writers.
  const hasWork = (): boolean =>
    due.get(1) !== undefined || fresh.get(1) !== undefined || unmarked.get()! >= MOST_UNMARKED;

  return {
    /** @returns how many notes were indexed */
    catchUp: (most = Number.MAX_SAFE_INTEGER): number => (hasWork() ? catchUp.immediate(most) : 0),
  };
}
