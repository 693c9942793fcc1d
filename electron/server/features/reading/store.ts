import type { Reading } from '../../../shared/reading.ts';
import type { Db } from '../../db/connection.ts';

export type ReadingRow = Omit<Reading, 'sessionIds' | 'seconds'> & { urlKey: string | null };

const COLUMNS = `id, title, url, url_key AS urlKey, kind, status, minutes, takeaways, resource_id AS resourceId,
  started_on AS startedOn, finished_on AS finishedOn, created_at AS createdAt, updated_at AS updatedAt`;

/** The reading log and the practice sessions linked to its entries. Deleting marks a row. */
export function createReadingStore(db: Db) {
  const all = db.prepare<[], ReadingRow>(`SELECT ${COLUMNS} FROM reading WHERE deleted_at IS NULL
    ORDER BY CASE status WHEN 'reading' THEN 0 WHEN 'want' THEN 1 ELSE 2 END, updated_at DESC, id`);
  const byId = db.prepare<[string], ReadingRow>(
    `SELECT ${COLUMNS} FROM reading WHERE id = ? AND deleted_at IS NULL`,
  );
  const twin = db.prepare<Record<string, unknown>, ReadingRow>(`SELECT ${COLUMNS} FROM reading
    WHERE deleted_at IS NULL AND id IS NOT @id
      AND (url_key = @urlKey OR resource_id = @resourceId OR (@urlKey IS NULL AND lower(title) = lower(@title)))
    ORDER BY created_at LIMIT 1`);
  const insert = db.prepare(`INSERT INTO reading (id, title, url, url_key, kind, status, minutes, takeaways,
    resource_id, started_on, finished_on, created_at, updated_at)
    VALUES (@id, @title, @url, @urlKey, @kind, @status, @minutes, @takeaways, @resourceId, @startedOn, @finishedOn,
      @createdAt, @updatedAt)`);
  const update = db.prepare(`UPDATE reading SET title = @title, url = @url, url_key = @urlKey, kind = @kind,
    status = @status, minutes = @minutes, takeaways = @takeaways, started_on = @startedOn,
    finished_on = @finishedOn, updated_at = @updatedAt WHERE id = @id`);
  const setDeleted = db.prepare<[number | null, number, string]>(
    'UPDATE reading SET deleted_at = ?, updated_at = ? WHERE id = ?',
  );
  const sessions = db.prepare<[], { readingId: string; sessionId: string; seconds: number }>(
    `SELECT link.reading_id AS readingId, link.session_id AS sessionId, session.seconds FROM reading_session link
     JOIN practice_session session ON session.id = link.session_id
     WHERE link.removed_at IS NULL AND session.deleted_at IS NULL ORDER BY session.started_at`,
  );
  const session = db
    .prepare<[string], number>('SELECT 1 FROM practice_session WHERE id = ? AND deleted_at IS NULL')
    .pluck();
  const link = db.prepare<[string, string, number]>(
    `INSERT INTO reading_session (reading_id, session_id, linked_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET linked_at = excluded.linked_at, removed_at = NULL`,
  );
  const unlink = db.prepare<[number, string, string]>(
    'UPDATE reading_session SET removed_at = ? WHERE reading_id = ? AND session_id = ?',
  );

  function withSessions(rows: readonly ReadingRow[]): Reading[] {
    const links = Map.groupBy(sessions.all(), (row) => row.readingId);
    return rows.map(({ urlKey: _urlKey, ...row }) => {
      const own = links.get(row.id) ?? [];
      const linked = own.reduce((sum, session) => sum + session.seconds, 0);
      return { ...row, sessionIds: own.map((it) => it.sessionId), seconds: row.minutes * 60 + linked };
    });
  }

  return {
    all: () => withSessions(all.all()),
    find: (id: string): Reading | undefined => withSessions([byId.get(id) ?? []].flat())[0],
    row: (id: string) => byId.get(id),
    /** An entry with the same address or resource, or without an address the same title. */
    twin: (of: { id: string | null; urlKey: string | null; resourceId: string | null; title: string }) => {
      const found = twin.get(of);
      return found && withSessions([found])[0];
    },
    insert: (row: ReadingRow) => void insert.run(row),
    update: (row: ReadingRow) => void update.run(row),
    /** False when there is no such entry. */
    setDeleted: (id: string, deletedAt: number | null, at: number) =>
      setDeleted.run(deletedAt, at, id).changes === 1,
    hasSession: (sessionId: string): boolean => session.get(sessionId) === 1,
    link: (id: string, sessionId: string, at: number) => void link.run(id, sessionId, at),
    unlink: (id: string, sessionId: string, at: number) => void unlink.run(at, id, sessionId),
  };
}
