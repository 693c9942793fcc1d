import type { Db } from '../../electron/server/db/connection.ts';
import { newId } from '../../electron/shared/ids.ts';
import { activity } from '../../electron/shared/practice.ts';
import { addDays, DAY_MS, localDateOf, weekdayIndex } from '../../electron/shared/time.ts';
import { seeded } from '../../electron/shared/seeded.ts';

const NOTES = [
  'Read the spec once more and took notes',
  'Hybrid search: rank fusion beats either alone',
  'Wrote twelve cases for the eval set',
  'Paired with Ana on the retry policy',
  'Tool schema was too loose; tightened the enums',
  'Traced the slow answer to a cold cache',
  'Draft of the Friday note',
  '',
  '',
  'Moved the prompt into version control',
  'Chunk overlap of 10 % was enough',
];

export interface SeedOptions {
  skills: readonly string[];
  /** Years of practice, ending at `now`. */
  years: number;
  now: number;
  zone: string;
  /** Sessions on a day with practice, on average. 30,000 sessions in ten years is about 11. */
  perDay?: number;
  seed?: number;
}

/**
 * Writes years of plausible practice straight into the database: busier on weekdays, with holidays, evenings
 * and weeks off. Seeded, so that two runs compare.
 * @returns the number of sessions
 */
export function seedPractice(db: Db, options: SeedOptions): number {
  const { skills, years, now, zone, perDay = 1.4, seed = 1 } = options;
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const insert =
    db.prepare(`INSERT INTO practice_session (id, started_at, ended_at, seconds, zone, local_date, activity,
    skill_id, lab_id, target_id, note, source, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?)`);
  const today = localDateOf(now, zone, 4);
  let count = 0;
  db.transaction(() => {
    for (let day = Math.round(years * 365.25); day >= 1; day -= 1) {
      const date = addDays(today, -day);
      const holiday = Math.sin(day / 29) > 0.93;
      const chance = holiday ? 0.05 : weekdayIndex(date) < 5 ? 0.82 : 0.35;
      if (random() > chance && perDay < 5) continue;
      const sessions = Math.max(1, Math.round(perDay * (0.5 + random())));
      for (let n = 0; n < sessions; n += 1) {
        const start = now - day * DAY_MS + Math.floor((random() - 0.5) * 8 * 3_600_000);
        const seconds = 60 * Math.round(10 + random() * random() * 80);
        insert.run(
          newId(start),
          start,
          start + seconds * 1000,
          seconds,
          zone,
          localDateOf(start, zone, 4),
          pick(activity.options),
          random() < 0.9 ? skills[Math.floor(random() * random() * skills.length)]! : null,
          pick(NOTES),
          random() < 0.5 ? 'timer' : 'hand',
          start,
          start,
        );
        count += 1;
      }
    }
  })();
  return count;
}
