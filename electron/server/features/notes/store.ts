import type { Note, NoteKind } from '../../../shared/notes.ts';
import type { Db } from '../../db/connection.ts';

const COLUMNS = `id, kind, title, body, item_id AS itemId, period, link, progress, on_date AS onDate, place,
  created_at AS createdAt, updated_at AS updatedAt, finished_at AS finishedAt`;

export interface NoteFilter {
  search: string;
  kind?: NoteKind | undefined;
  limit: number;
}

/** Notes. Deleting marks a row; nothing is ever removed. */
export function createNoteStore(db: Db) {
  const insert = db.prepare(`INSERT INTO note
    (id, kind, title, body, item_id, period, link, progress, on_date, place, created_at, updated_at, finished_at)
    VALUES (@id, @kind, @title, @body, @itemId, @period, @link, @progress, @onDate, @place, @createdAt, @updatedAt,
      @finishedAt)`);
  const update = db.prepare(`UPDATE note SET title = @title, body = @body, link = @link, progress = @progress,
    on_date = @onDate, place = @place, updated_at = @updatedAt, finished_at = @finishedAt WHERE id = @id`);
  const setDeleted = db.prepare<[number | null, number, string]>(
    'UPDATE note SET deleted_at = ?, updated_at = ? WHERE id = ?',
  );
  const byId = db.prepare<[string], Note>(`SELECT ${COLUMNS} FROM note WHERE id = ? AND deleted_at IS NULL`);
  const page = db.prepare<Record<string, unknown>, Note>(`SELECT ${COLUMNS} FROM note
    WHERE deleted_at IS NULL AND (@kind IS NULL OR kind = @kind)
      AND (@like IS NULL OR title LIKE @like ESCAPE '!' OR body LIKE @like ESCAPE '!' OR place LIKE @like ESCAPE '!')
    ORDER BY updated_at DESC, id DESC LIMIT @limit`);
  const ofItem = db.prepare<[string, string], Note>(`SELECT ${COLUMNS} FROM note
    WHERE item_id = ? AND period = ? AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 1`);

  return {
    insert: (note: Note) => void insert.run(note),
    update: (note: Note) => void update.run(note),
    /** False when there is no such note. */
    setDeleted: (id: string, deletedAt: number | null, at: number) =>
      setDeleted.run(deletedAt, at, id).changes === 1,
    find: (id: string) => byId.get(id),
    ofItem: (itemId: string, period: string) => ofItem.get(itemId, period),
    list: ({ search, kind, limit }: NoteFilter) =>
      page.all({
        kind: kind ?? null,
        like: search === '' ? null : `%${search.replaceAll(/[!%_]/g, '!$&')}%`,
        limit,
      }),
  };
}
