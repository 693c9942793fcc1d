import type { Db } from '../../db/connection.ts';
import type { DayTotal } from '../../../shared/practice.ts';
import { createRemembered } from './remembered.ts';

/** Sums over sessions. Each reads a covering index and never the sessions themselves, and is remembered. */
export function createTotals(db: Db) {
  const remembered = createRemembered(db);
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
  // Steps from year to year through the index: a few look-ups instead of every row.
  const years = db
    .prepare<[], string>(`WITH RECURSIVE year (name) AS (
        SELECT substr(min(local_date), 1, 4) FROM practice_session WHERE deleted_at IS NULL
        UNION ALL
        SELECT (SELECT substr(min(local_date), 1, 4) FROM practice_session
          WHERE deleted_at IS NULL AND local_date > year.name || '-12-31')
        FROM year WHERE year.name IS NOT NULL
      ) SELECT name FROM year WHERE name IS NOT NULL`)
    .pluck();
  return {
    /** Seconds a day, only for days with practice. */
    days: (from: string, to: string): DayTotal[] =>
      remembered(`days ${from} ${to}`, () => days.all(from, to)),
    skillDays: (skillId: string): DayTotal[] => skillDays.all(skillId),
    totalSeconds: (from: string, to: string): number =>
      remembered(`total ${from} ${to}`, () => total.get(from, to)!),
    bySkill: () => remembered('by skill', () => bySkill.all()),
    years: (): number[] => years.all().map(Number),
  };
}
