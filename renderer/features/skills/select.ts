import type { Skill } from '../../../electron/shared/curriculum.ts';
import type { SkillStanding } from '../../../electron/shared/skills.ts';

/** A skill of the curriculum beside the person's standing in it. */
export interface SkillRow {
  skill: Skill;
  standing: SkillStanding;
}

export type Band = 'P0' | 'P1' | 'P2' | 'P3' | 'base';
export type Sort = 'priority' | 'hours' | 'level' | 'last';

export interface Selection {
  text: string;
  band: Band | 'all';
  /** '0' to '4', or 'all'. */
  level: string;
  sort: Sort;
}

export const BANDS: readonly Band[] = ['P0', 'P1', 'P2', 'P3', 'base'];

/** The row of the matrix that a skill is in; the fundamentals are kept, not ranked. */
export const bandOf = (skill: Skill): Band => skill.priority ?? 'base';

/** Pairs each skill with its standing; one that the server does not know yet stands at zero. */
export function joinSkills(skills: readonly Skill[], standings: readonly SkillStanding[]): SkillRow[] {
  const byId = new Map(standings.map((standing) => [standing.id, standing]));
  return skills.map((skill) => ({
    skill,
    standing: byId.get(skill.id) ?? {
      id: skill.id,
      level: 0,
      missing: [],
      seconds: 0,
      sessions: 0,
      lastOn: null,
      freshness: null,
      halfLifeDays: 30,
      labs: [],
    },
  }));
}

const COMPARE: Record<Sort, (a: SkillRow, b: SkillRow) => number> = {
  priority: (a, b) => BANDS.indexOf(bandOf(a.skill)) - BANDS.indexOf(bandOf(b.skill)),
  hours: (a, b) => b.standing.seconds - a.standing.seconds,
  level: (a, b) => b.standing.level - a.standing.level || b.standing.seconds - a.standing.seconds,
  last: (a, b) => (b.standing.lastOn ?? '').localeCompare(a.standing.lastOn ?? ''),
};

/** The rows that match, in the order asked for; ties keep the curriculum's order. */
export function selectSkills(rows: readonly SkillRow[], selection: Selection): SkillRow[] {
  const words = selection.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter(({ skill, standing }) => {
      const haystack = [skill.title, skill.why, ...skill.know].join(' ').toLowerCase();
      return (
        words.every((word) => haystack.includes(word)) &&
        (selection.band === 'all' || bandOf(skill) === selection.band) &&
        (selection.level === 'all' || String(standing.level) === selection.level)
      );
    })
    .toSorted(COMPARE[selection.sort]);
}
