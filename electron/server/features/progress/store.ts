import type { Db } from '../../db/connection.ts';

export interface BucketRow {
  bucket: string;
  id: string | null;
  seconds: number;
}

export interface Stretch {
  startedAt: number;
  endedAt: number;
  seconds: number;
  zone: string;
}

/** The Monday of a day (SQLite: on to the next Sunday, unless it is one, and six days back), or its month's first. */
const BUCKET = {
  week: "date(local_date, 'weekday 0', '-6 days')",
  month: "substr(local_date, 1, 7) || '-01'",
} as const;
export type Bucket = keyof typeof BUCKET;

/** Sums over practice for the charts. Everything is read; nothing is written. */
export function createProgressStore(db: Db) {
  const sums = (bucket: Bucket, column: 'skill_id' | 'activity') =>
    db.prepare<[string, string], BucketRow>(`SELECT ${BUCKET[bucket]} AS bucket, ${column} AS id,
      sum(seconds) AS seconds FROM practice_session
      WHERE deleted_at IS NULL AND local_date BETWEEN ? AND ? GROUP BY 1, 2`);
  const statements = {
    week: { skill: sums('week', 'skill_id'), activity: sums('week', 'activity') },
    month: { skill: sums('month', 'skill_id'), activity: sums('month', 'activity') },
  };
  const stretches = db.prepare<
    [string, string],
    Stretch
  >(`SELECT started_at AS startedAt, ended_at AS endedAt,
    seconds, zone FROM practice_session WHERE deleted_at IS NULL AND local_date BETWEEN ? AND ?`);
  const firstDay = db
    .prepare<[], string>('SELECT min(local_date) FROM practice_session WHERE deleted_at IS NULL')
    .pluck();
  return {
    sums: (subject: 'skill' | 'activity', bucket: Bucket, [from, to]: [string, string]) =>
      statements[bucket][subject].all(from, to),
    stretches: (from: string, to: string) => stretches.iterate(from, to),
    firstDay: (): string | null => firstDay.get() ?? null,
  };
}

export type ProgressStore = ReturnType<typeof createProgressStore>;
