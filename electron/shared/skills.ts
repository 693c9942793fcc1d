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
  labs: z.array(labSummary),
});
export type SkillStanding = z.infer<typeof skillStanding>;

export const skillDetail = skillStanding.extend({ days: z.array(dayTotal) });

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
    const missing = unmet(hasLabs ? rule : withoutLabs(rule), facts);
    if (missing.length > 0) return { level, missing };
    level = rule.level;
  }
  return { level, missing: [] };
}
