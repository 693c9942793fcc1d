import { describe, expect, it } from 'vitest';
import type { Skill } from '../../../../electron/shared/curriculum.ts';
import { joinSkills, selectSkills, type Selection } from '../../../../renderer/features/skills/select.ts';

const skill = (id: string, priority: Skill['priority'], why = 'because'): Skill => ({
  id,
  title: id,
  group: priority ? 'ai' : 'fundamentals',
  priority,
  why,
  know: ['one', 'two', 'three'],
  prerequisites: [],
  resources: [],
});
const standing = (id: string, facts: { level: number; seconds: number; lastOn: string | null }) => ({
  id,
  missing: [],
  sessions: 1,
  freshness: null,
  halfLifeDays: 30,
  labs: [],
  ...facts,
});

const rows = joinSkills(
  [
    skill('databases', null),
    skill('evals', 'P0', 'Measure the prompt'),
    skill('lora', 'P2'),
    skill('rag', 'P0'),
  ],
  [
    standing('evals', { level: 1, seconds: 7200, lastOn: '2026-11-01' }),
    standing('rag', { level: 2, seconds: 3600, lastOn: '2026-11-20' }),
    standing('databases', { level: 1, seconds: 9000, lastOn: null }),
  ],
);
const everything: Selection = { text: '', band: 'all', level: 'all', sort: 'priority' };
const ids = (selection: Partial<Selection>): string[] =>
  selectSkills(rows, { ...everything, ...selection }).map((row) => row.skill.id);

describe('choosing skills', () => {
  it('puts the priorities in order and the fundamentals last', () => {
    expect(ids({})).toEqual(['evals', 'rag', 'lora', 'databases']);
  });

  it('sorts by hours, by level and by the last practice', () => {
    expect([ids({ sort: 'hours' }), ids({ sort: 'level' }), ids({ sort: 'last' })]).toEqual([
      ['databases', 'evals', 'rag', 'lora'],
      ['rag', 'databases', 'evals', 'lora'],
      ['rag', 'evals', 'databases', 'lora'],
    ]);
  });

  it('narrows by words in any order, by priority and by level', () => {
    expect([
      ids({ text: 'PROMPT meas' }),
      ids({ band: 'base' }),
      ids({ level: '1', band: 'P0' }),
      ids({ level: '0' }),
    ]).toEqual([['evals'], ['databases'], ['evals'], ['lora']]);
  });
});
