import { describe, expect, test } from 'vitest';
import { levelRule } from '../../../electron/shared/curriculum.ts';
import { freshnessOf, reachedOn, skillLevel, type SkillFacts } from '../../../electron/shared/skills.ts';

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

describe('the day on which a level was reached', () => {
  const timeline = {
    hours: [
      ['2026-01-01', 1],
      ['2026-01-05', 7],
      ['2026-03-01', 20],
    ] as const,
    labSteps: ['2026-01-10', '2026-01-11', '2026-02-01'],
    labs: ['2026-02-20'],
    evidence: [],
  };

  test.each([
    ['1, by its hours', 1, '2026-01-05'],
    ['2, by the third lab step', 2, '2026-02-01'],
    ['3, by the hours, because they came last', 3, '2026-03-01'],
    ['4, which was not', 4, null],
  ] as const)('is told for level %s', (_, level, date) => {
    expect(reachedOn(rules, timeline, { level, hasLabs: true })).toBe(date);
  });

  test('waits for evidence where no lab trains the skill', () => {
    const proven = { ...timeline, labSteps: [], labs: [], evidence: ['2026-04-01'] };
    expect(reachedOn(rules, proven, { level: 2, hasLabs: false })).toBe('2026-04-01');
  });
});

test('freshness halves with each half-life and does not rise for days to come', () => {
  expect([0, 14, 28, -3].map((days) => freshnessOf(days, 14))).toEqual([1, 0.5, 0.25, 1]);
});
