import type { Skill } from '../../../shared/curriculum.ts';
import type { SkillStanding } from '../../../shared/skills.ts';

/** What a step is worth, before it is known how long it takes. */
const PRIORITY = { P0: 4, P1: 3, P2: 2, P3: 1 } as const;
/** The fundamentals are kept, not ranked: between P2 and P3. */
const FUNDAMENTAL = 1.5;

/** What is known about a skill: the curriculum's part and the person's. */
export interface KnownSkill {
  skill: Skill;
  standing: SkillStanding | undefined;
  /** Prerequisites that are still at level 0. */
  missing: readonly Skill[];
}

export interface Candidate<T> {
  step: T;
  /** The skill it trains; undefined where it names none that is known. */
  about: KnownSkill | undefined;
  /** What speaks for it beside its skill: begun, due soon, the first of its kind. */
  bonus: number;
  /** The shortest stretch of time in which it gets somewhere, in minutes. */
  chunk: number;
}

/**
 * How much a step is worth now. The sum of
 * - the priority of its skill (P0 4 to P3 1; fundamentals 1.5) times the room that is left to level 4,
 * - what has faded of it, up to 1,
 * - the bonus: begun, due, or first,
 * halved while a prerequisite has not begun, and cut in proportion when the time at hand is shorter than the step needs.
 * The weights are a judgement, kept here in one place; the reason that is shown names what carried it.
 */
export function worth<T>({ about, bonus, chunk }: Candidate<T>, minutes: number): number {
  const fit = Math.min(1, minutes / chunk);
  const ready = about && about.missing.length > 0 ? 0.5 : 1;
  return (skillWorth(about) + bonus) * fit * ready;
}

function skillWorth(about: KnownSkill | undefined): number {
  if (!about) return 1;
  const { skill, standing } = about;
  const room = 1 - (standing?.level ?? 0) / 5;
  const faded = standing?.freshness == null ? 0 : 1 - standing.freshness;
  return (skill.priority ? PRIORITY[skill.priority] : FUNDAMENTAL) * room + faded;
}

/** Pairs skills with the person's standing in them. */
export function knownSkills(
  skills: readonly Skill[],
  standings: readonly SkillStanding[],
): Map<string, KnownSkill> {
  const standingOf = new Map(standings.map((standing) => [standing.id, standing]));
  const isBegun = (id: string): boolean => (standingOf.get(id)?.level ?? 0) > 0;
  return new Map(
    skills.map((skill) => [
      skill.id,
      {
        skill,
        standing: standingOf.get(skill.id),
        missing: skills.filter((one) => skill.prerequisites.includes(one.id) && !isBegun(one.id)),
      },
    ]),
  );
}

/** What the skill says for the step, as sentences: its rank, what has faded, what it stands on, the time. */
export function reasonsOf<T>({ about, chunk }: Candidate<T>, minutes: number): string[] {
  const reasons: string[] = [];
  if (about) {
    const { skill, standing, missing } = about;
    const level = standing?.level ?? 0;
    reasons.push(
      `It trains ${skill.title}, ${skill.priority ?? 'a fundamental'}, where you are at level ${level}.`,
    );
    const freshness = standing?.freshness ?? 1;
    const days = Math.round(-Math.log2(freshness) * (standing?.halfLifeDays ?? 0));
    if (freshness <= 0.5) reasons.push(`You last practised it ${days} days ago, so a refresher pays off.`);
    if (missing.length > 0) reasons.push(`It stands on ${missing[0]!.title}, which has not begun yet.`);
  }
  if (chunk > minutes) reasons.push(`It wants about ${chunk} min at a time; ${minutes} min make a start.`);
  return reasons;
}
