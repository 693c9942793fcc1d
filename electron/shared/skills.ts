import { z } from 'zod';
import type { LevelRule } from './curriculum.ts';
import { slug } from './ids.ts';
import { labSummary } from './labs.ts';
import { dayTotal, localDate } from './practice.ts';

/** What is known about a person's work on a skill: the facts that level rules are held against. */
export interface SkillFacts {
  hours: number;
  labSteps: number;
  labs: number;
  evidence: number;
}

export const requirement = z.object({
  what: z.enum(['hours', 'labSteps', 'labs', 'evidence']),
  have: z.number(),
  need: z.number(),
});
export type Requirement = z.infer<typeof requirement>;

/** A skill with the person's standing. `missing` is what would move it to the next level. */
export const skillStanding = z.object({
  id: slug,
  level: z.int().min(0).max(4),
  missing: z.array(requirement),
  seconds: z.int(),
  sessions: z.int(),
  lastOn: localDate.nullable(),
  /** 1 on the day of practice, 0.5 after the half-life; null while there is no level that could fade. */
  freshness: z.number().nullable(),
  halfLifeDays: z.int(),
  labs: z.array(labSummary),
});
export type SkillStanding = z.infer<typeof skillStanding>;

export const skillFacts = z.object({
  hours: z.number(),
  labSteps: z.int(),
  labs: z.int(),
  evidence: z.int(),
}) satisfies z.ZodType<SkillFacts>;

/** A level that was reached once. It stays in the history when its evidence is gone; `held` says whether it counts now. */
export const reachedLevel = z.object({
  level: z.int().min(1).max(4),
  reachedOn: localDate,
  /** What was on record that day, as far as the rules ask for it. */
  facts: skillFacts,
  held: z.boolean(),
});
export type ReachedLevel = z.infer<typeof reachedLevel>;

export const skillDetail = skillStanding.extend({
  days: z.array(dayTotal),
  history: z.array(reachedLevel).describe('oldest first'),
});

/**
 * How fresh a skill is after some days without practice: 0.5 ^ (days / half-life). The half-life belongs to the
 * level and is written, with its source, in curriculum/levels.yaml.
 */
export function freshnessOf(days: number, halfLifeDays: number): number {
  return 0.5 ** (Math.max(0, days) / halfLifeDays);
}

function unmet(rule: LevelRule, facts: SkillFacts): Requirement[] {
  const kinds = ['hours', 'labSteps', 'labs', 'evidence'] as const;
  return kinds
    .filter((what) => facts[what] < rule[what])
    .map((what) => ({ what, have: facts[what], need: rule[what] }));
}

/** Where no lab trains a skill, a done target with evidence stands in for what a lab would have shown. */
function withoutLabs(rule: LevelRule): LevelRule {
  const wantsLab = rule.labSteps > 0 || rule.labs > 0;
  return { ...rule, labSteps: 0, labs: 0, evidence: Math.max(rule.evidence, wantsLab ? 1 : 0) };
}

/** What has to hold for a level of a skill: the rule itself, or what stands in for labs where there is none. */
export const ruleFor = (rule: LevelRule, hasLabs: boolean): LevelRule => (hasLabs ? rule : withoutLabs(rule));

/** The dates at which each kind of fact grew, oldest first: hours as [date, hours so far], the others one date each. */
export interface SkillTimeline {
  hours: readonly (readonly [string, number])[];
  labSteps: readonly string[];
  labs: readonly string[];
  evidence: readonly string[];
}

/** The first date on which a level and all below it were met, by the dates of its facts; null when they do not say. */
export function reachedOn(
  rules: readonly LevelRule[],
  timeline: SkillTimeline,
  at: { level: number; hasLabs: boolean },
): string | null {
  const needed = rules.filter((rule) => rule.level <= at.level).map((rule) => ruleFor(rule, at.hasLabs));
  const dates = needed.flatMap((rule) => [
    ...(rule.hours > 0 ? [timeline.hours.find(([, hours]) => hours >= rule.hours)?.[0]] : []),
    ...(['labSteps', 'labs', 'evidence'] as const).flatMap((what) =>
      rule[what] > 0 ? [timeline[what][rule[what] - 1]] : [],
    ),
  ]);
  if (dates.length === 0 || dates.some((date) => date === undefined)) return null;
  return dates.reduce((latest, date) => (date! > latest! ? date : latest)) ?? null;
}

/**
 * The level that the facts reach: the highest one such that it and every level below it are met.
 * Levels come from evidence alone; there is no way to tick one.
 * @param hasLabs whether this version holds a lab that trains the skill
 */
export function skillLevel(
  rules: readonly LevelRule[],
  facts: SkillFacts,
  hasLabs: boolean,
): { level: number; missing: Requirement[] } {
  const ordered = rules.toSorted((a, b) => a.level - b.level);
  let level = 0;
  for (const rule of ordered) {
    const missing = unmet(ruleFor(rule, hasLabs), facts);
    if (missing.length > 0) return { level, missing };
    level = rule.level;
  }
  return { level, missing: [] };
}
