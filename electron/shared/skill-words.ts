import type { LevelRule } from './curriculum.ts';
import { ruleFor, type SkillFacts } from './skills.ts';

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** What was on record, as far as there was any: "6.5 h, 3 lab steps". */
export function factsText({ hours, labSteps, labs, evidence }: SkillFacts): string {
  return [
    `${hours} h`,
    ...(labSteps > 0 ? [count(labSteps, 'lab step')] : []),
    ...(labs > 0 ? [count(labs, 'lab')] : []),
    ...(evidence > 0 ? [`${count(evidence, 'target')} with evidence`] : []),
  ].join(', ');
}

/** What a level asks for: "16 h, 3 lab steps, 1 lab". */
export const ruleText = (rule: LevelRule, hasLabs: boolean): string => factsText(ruleFor(rule, hasLabs));

/** How fresh a skill is, in a word. Half of it is gone after one half-life. */
export function freshnessText(freshness: number | null): string {
  if (freshness === null) return 'nothing to fade yet';
  if (freshness >= 0.7) return 'fresh';
  if (freshness >= 0.4) return 'fading';
  return 'faded';
}
