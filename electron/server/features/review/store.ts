import type { ReviewView } from '../../../shared/review.ts';
import type { Db } from '../../db/connection.ts';

type Days = [from: string, to: string];
type Instants = [start: number, end: number];

/** What a review reads beside the facts of its days, and the words that belong to it. */
export function createReviewStore(db: Db) {
  const counts = db.prepare<Days, { days: number; sessions: number }>(
    `SELECT count(DISTINCT local_date) AS days, count(*) AS sessions FROM practice_session
     WHERE deleted_at IS NULL AND local_date BETWEEN ? AND ?`,
  );
  const activities = db.prepare<Days, ReviewView['activities'][number]>(
    `SELECT activity, sum(seconds) AS seconds FROM practice_session
     WHERE deleted_at IS NULL AND local_date BETWEEN ? AND ? GROUP BY activity ORDER BY seconds DESC, activity`,
  );
  const highlights = db.prepare<Days, ReviewView['highlights'][number]>(
    `SELECT local_date AS date, seconds, note FROM practice_session
     WHERE deleted_at IS NULL AND trim(note) <> '' AND local_date BETWEEN ? AND ?
     ORDER BY seconds DESC, started_at LIMIT 5`,
  );
  const notes = db.prepare<
    [...Instants, ...Instants],
    Omit<ReviewView['notes'][number], 'finished'> & { finished: number }
  >(
    `SELECT id, kind, title, finished_at IS NOT NULL AS finished FROM note WHERE deleted_at IS NULL
       AND ((finished_at >= ? AND finished_at < ?) OR (finished_at IS NULL AND created_at >= ? AND created_at < ?))
     ORDER BY finished DESC, coalesce(finished_at, created_at)`,
  );
  const levels = db.prepare<Days, { skillId: string; level: number; on: string }>(
    `SELECT skill_id AS skillId, level, reached_on AS "on" FROM skill_level WHERE reached_on BETWEEN ? AND ?
     ORDER BY reached_on, skill_id, level`,
  );
  const models = db.prepare<Instants, ReviewView['models'][number] & { unknown: number }>(
    `SELECT provider || '/' || model AS model, count(*) AS calls, coalesce(sum(input_tokens), 0) AS inputTokens,
       coalesce(sum(output_tokens), 0) AS outputTokens, sum(cost_usd) AS costUsd,
       count(*) - count(cost_usd) AS unknown
     FROM model_call WHERE started_at >= ? AND started_at < ? GROUP BY 1 ORDER BY calls DESC, 1`,
  );
  const words = db.prepare<[string], { body: string; updatedAt: number }>(
    'SELECT body, updated_at AS updatedAt FROM review WHERE period = ?',
  );
  const save = db.prepare<{ period: string; body: string; at: number }>(
    `INSERT INTO review VALUES (@period, @body, @at, @at)
     ON CONFLICT (period) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
  );
  return {
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    counts: (...days: Days) => counts.get(...days)!,
    activities: (...days: Days) => activities.all(...days),
    highlights: (...days: Days) => highlights.all(...days),
    notes: (...within: Instants): ReviewView['notes'] =>
      notes.all(...within, ...within).map((row) => ({ ...row, finished: row.finished === 1 })),
    levels: (...days: Days) => levels.all(...days),
    models: (...within: Instants): ReviewView['models'] =>
      // A sum that leaves calls out would look like the whole.
      models
        .all(...within)
        .map(({ unknown, ...row }) => ({ ...row, costUsd: unknown > 0 ? null : row.costUsd })),
    words: (period: string) => words.get(period) ?? null,
    save: (period: string, body: string, at: number) => void save.run({ period, body, at }),
  };
}
