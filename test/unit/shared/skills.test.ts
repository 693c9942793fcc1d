import { describe, expect, test } from 'vitest';
import { levelRule } from '../../../electron/shared/curriculum.ts';
import { skillLevel, type SkillFacts } from '../../../electron/shared/skills.ts';

const rules = [
  { level: 0 },
  { level: 1, hours: 2 },
  { level: 2, hours: 6, labSteps: 3 },
  { level: 3, hours: 16, labSteps: 3, labs: 1 },
  { level: 4, hours: 40, labSteps: 3, labs: 1, evidence: 1 },
].map((rule) => levelRule.parse({ title: 't', meaning: 'm', ...rule }));
const facts = (given: Partial<SkillFacts>): SkillFacts => ({
  hours: 0,
  labSteps: 0,
  labs: 0,
  evidence: 0,
  ...given,
});

describe('the level of a skill', () => {
  test('starts at 0 and says what level 1 needs', () => {
    expect(skillLevel(rules, facts({}), true)).toEqual({
      level: 0,
      missing: [{ what: 'hours', have: 0, need: 2 }],
    });
  });

  test('does not skip: a hundred hours without a lab stay at 1', () => {
    expect(skillLevel(rules, facts({ hours: 100, evidence: 3 }), true)).toEqual({
      level: 1,
      missing: [{ what: 'labSteps', have: 0, need: 3 }],
    });
  });

  test('reaches 4 with hours, a lab and evidence, and then misses nothing', () => {
    expect(skillLevel(rules, facts({ hours: 40, labSteps: 5, labs: 1, evidence: 1 }), true)).toEqual({
      level: 4,
      missing: [],
    });
  });

  test('without a lab in this version, evidence stands in for it', () => {
    expect(skillLevel(rules, facts({ hours: 20 }), false)).toEqual({
      level: 1,
      missing: [{ what: 'evidence', have: 0, need: 1 }],
    });
    expect(skillLevel(rules, facts({ hours: 20, evidence: 1 }), false).level).toBe(3);
  });
});
