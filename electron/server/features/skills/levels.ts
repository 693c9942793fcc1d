import type { ReachedLevel, SkillFacts } from '../../../shared/skills.ts';
import type { Db } from '../../db/connection.ts';

type Row = Omit<ReachedLevel, 'held'> & { skillId: string };
type Stored = Omit<Row, 'facts'> & { facts: string };

/** Levels as they were first reached. A row is never changed: what happened that day does not change either. */
export function createLevelHistory(db: Db) {
  const ofSkill = db.prepare<[string], Stored>(
    `SELECT skill_id AS skillId, level, reached_on AS reachedOn, facts FROM skill_level WHERE skill_id = ?`,
  );
  const highest = db.prepare<[], { skillId: string; level: number }>(
    'SELECT skill_id AS skillId, max(level) AS level FROM skill_level GROUP BY skill_id',
  );
  const insert = db.prepare(`INSERT INTO skill_level (skill_id, level, reached_on, facts, noted_at)
    VALUES (@skillId, @level, @reachedOn, @facts, @notedAt) ON CONFLICT DO NOTHING`);
  const insertAll = db.transaction((rows: readonly Row[], notedAt: number) => {
    for (const row of rows) insert.run({ ...row, facts: JSON.stringify(row.facts), notedAt });
  });
  return {
    /** The highest level on record of each skill. */
    known: (): Map<string, number> => new Map(highest.all().map((row) => [row.skillId, row.level])),
    add(rows: readonly Row[], notedAt: number): void {
      if (rows.length > 0) insertAll.immediate(rows, notedAt);
    },
    /** What is on record, with what only the facts tell; lowest level first. */
    merge(skillId: string, derived: readonly Omit<Row, 'skillId'>[]): Omit<Row, 'skillId'>[] {
      const byLevel = new Map(derived.map((row) => [row.level, row]));
      for (const { level, reachedOn, facts } of ofSkill.all(skillId))
        byLevel.set(level, { level, reachedOn, facts: JSON.parse(facts) as SkillFacts });
      return [...byLevel.values()].toSorted((a, b) => a.level - b.level);
    },
  };
}
