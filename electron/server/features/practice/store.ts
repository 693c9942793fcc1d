import type { Db } from '../../db/connection.ts';
import type { DayTotal, PracticeSession } from '../../../shared/practice.ts';

const COLUMNS = `id, started_at AS startedAt, ended_at AS endedAt, seconds, zone, local_date AS localDate,
  activity, skill_id AS skillId, lab_id AS labId, target_id AS targetId, note, source,
  created_at AS createdAt, updated_at AS updatedAt`;

export interface Change {
  id: string;
  sessionId: string;
  kind: 'create' | 'update' | 'delete';
  before: PracticeSession | null;
  after: PracticeSession;
}

export interface ListFilter {
  from?: string | undefined;
  to?: string | undefined;
  skillId?: string | undefined;
  before?: { startedAt: number; id: string } | undefined;
  limit: number;
}

/** Practice rows and the history of their changes. Deleting marks a row; nothing is ever removed. */
export function createPracticeStore(db: Db) {
  const insert = db.prepare(`INSERT INTO practice_session
    (id, started_at, ended_at, seconds, zone, local_date, activity, skill_id, lab_id, target_id, note, source,
     created_at, updated_at)
    VALUES (@id, @startedAt, @endedAt, @seconds, @zone, @localDate, @activity, @skillId, @labId, @targetId,
     @note, @source, @createdAt, @updatedAt)`);
  const update = db.prepare(`UPDATE practice_session SET started_at = @startedAt, ended_at = @endedAt,
    seconds = @seconds, zone = @zone, local_date = @localDate, activity = @activity, skill_id = @skillId,
    lab_id = @labId, target_id = @targetId, note = @note, updated_at = @updatedAt WHERE id = @id`);
  const setDeleted = db.prepare<[number | null, string]>(
    'UPDATE practice_session SET deleted_at = ? WHERE id = ?',
  );
  const byId = db.prepare<[string], PracticeSession>(
    `SELECT ${COLUMNS} FROM practice_session WHERE id = ? AND deleted_at IS NULL`,
  );
  const page = db.prepare<Record<string, unknown>, PracticeSession>(`SELECT ${COLUMNS} FROM practice_session
    WHERE deleted_at IS NULL AND local_date >= @from AND local_date <= @to
      AND (@skillId IS NULL OR skill_id = @skillId)
      AND (started_at, id) < (@startedAt, @id)
    ORDER BY started_at DESC, id DESC LIMIT @limit`);
  const days = db.prepare<[string, string], DayTotal>(`SELECT local_date AS date, sum(seconds) AS seconds,
    count(*) AS sessions FROM practice_session WHERE deleted_at IS NULL AND local_date BETWEEN ? AND ?
    GROUP BY local_date ORDER BY local_date`);
  const total = db
    .prepare<[string, string], number>(`SELECT coalesce(sum(seconds), 0) FROM practice_session
      WHERE deleted_at IS NULL AND local_date BETWEEN ? AND ?`)
    .pluck();
  const bySkill = db.prepare<[], { skillId: string; seconds: number; sessions: number; lastOn: string }>(
    `SELECT skill_id AS skillId, sum(seconds) AS seconds, count(*) AS sessions, max(local_date) AS lastOn
     FROM practice_session WHERE deleted_at IS NULL AND skill_id IS NOT NULL GROUP BY skill_id`,
  );
  const skillDays = db.prepare<[string], DayTotal>(`SELECT local_date AS date, sum(seconds) AS seconds,
    count(*) AS sessions FROM practice_session WHERE deleted_at IS NULL AND skill_id = ?
    GROUP BY local_date ORDER BY local_date`);
  const years = db
    .prepare<[], string>(
      `SELECT DISTINCT substr(local_date, 1, 4) FROM practice_session WHERE deleted_at IS NULL ORDER BY 1`,
    )
    .pluck();
  const addChange = db.prepare(`INSERT INTO practice_change (id, session_id, kind, before, after, actor, at)
    VALUES (@id, @sessionId, @kind, @before, @after, @actor, @at)`);
  const changeById = db.prepare<
    [string],
    {
      id: string;
      sessionId: string;
      kind: Change['kind'];
      before: string | null;
      after: string;
      undoneAt: number | null;
    }
  >(
    `SELECT id, session_id AS sessionId, kind, before, after, undone_at AS undoneAt FROM practice_change WHERE id = ?`,
  );
  const newest = db
    .prepare<[string], string>(
      `SELECT id FROM practice_change WHERE session_id = ? AND undone_at IS NULL ORDER BY rowid DESC LIMIT 1`,
    )
    .pluck();
  const markUndone = db.prepare<[number, string]>('UPDATE practice_change SET undone_at = ? WHERE id = ?');

  return {
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    insert: (session: PracticeSession) => void insert.run(session),
    update: (session: PracticeSession) => void update.run(session),
    setDeleted: (id: string, at: number | null) => void setDeleted.run(at, id),
    find: (id: string) => byId.get(id),
    list: ({ before, ...filter }: ListFilter) =>
      page.all({
        from: filter.from ?? '0000',
        to: filter.to ?? '9999',
        skillId: filter.skillId ?? null,
        startedAt: before?.startedAt ?? Number.MAX_SAFE_INTEGER,
        id: before?.id ?? '',
        limit: filter.limit,
      }),
    days: (from: string, to: string) => days.all(from, to),
    totalSeconds: (from: string, to: string) => total.get(from, to)!,
    bySkill: () => bySkill.all(),
    skillDays: (skillId: string) => skillDays.all(skillId),
    years: () => years.all().map(Number),
    addChange: (change: Change, actor: string, at: number) =>
      void addChange.run({
        ...change,
        before: change.before && JSON.stringify(change.before),
        after: JSON.stringify(change.after),
        actor,
        at,
      }),
    findChange(id: string): (Change & { undoneAt: number | null; isNewest: boolean }) | undefined {
      const row = changeById.get(id);
      return (
        row && {
          ...row,
          before: row.before === null ? null : (JSON.parse(row.before) as PracticeSession),
          after: JSON.parse(row.after) as PracticeSession,
          isNewest: newest.get(row.sessionId) === row.id,
        }
      );
    },
    markUndone: (id: string, at: number) => void markUndone.run(at, id),
  };
}

export type PracticeStore = ReturnType<typeof createPracticeStore>;
