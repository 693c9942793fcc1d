import type { LabSummary } from '../../../electron/shared/labs.ts';
import type { Requirement, SkillStanding } from '../../../electron/shared/skills.ts';
import { requirementText } from '../skills/wording.ts';

/**
 * What passing a lab does for a skill, in a sentence: the level that it leads to, or what is missing beside it.
 * @returns null for a skill at the highest level
 */
export function passMoves(
  lab: Pick<LabSummary, 'state' | 'steps' | 'stepsPassed'>,
  { level, missing }: Pick<SkillStanding, 'level' | 'missing'>,
): string | null {
  if (lab.state === 'passed') return `Counted: ${lab.steps} steps and a whole lab.`;
  if (missing.length === 0) return null;
  const next = level + 1;
  const gain: Partial<Record<Requirement['what'], number>> = {
    labSteps: lab.steps - lab.stepsPassed,
    labs: 1,
  };
  const left = missing
    .map((item) => ({ ...item, have: item.have + (gain[item.what] ?? 0) }))
    .filter(({ have, need }) => have < need);
  if (left.length === 0) return `A pass takes you to level ${next}.`;
  const rest = left.map(requirementText).join(' and ');
  return missing.some(({ what }) => gain[what] !== undefined)
    ? `A pass leaves ${rest} to level ${next}.`
    : `A pass counts towards level ${next + 1}; level ${next} first asks for ${rest}.`;
}
