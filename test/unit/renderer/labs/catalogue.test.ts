import { describe, expect, test } from 'vitest';
import type { CurriculumView } from '../../../../electron/shared/curriculum.ts';
import type { LabSummary } from '../../../../electron/shared/labs.ts';
import {
  EVERYTHING,
  readAddress,
  writeAddress,
} from '../../../../renderer/features/labs/catalogue-address.ts';
import { catalogueEntries, filterEntries, stateOf } from '../../../../renderer/features/labs/catalogue.ts';
import { passMoves } from '../../../../renderer/features/labs/pass-moves.ts';
import { splitMermaid } from '../../../../renderer/features/labs/split-mermaid.ts';

const lab = (id: string, more: Partial<LabSummary> = {}): LabSummary => ({
  id,
  title: `Lab ${id}`,
  summary: 'Stays up when the model does not.',
  skills: ['cost', 'sql'],
  minutes: 30,
  prerequisites: [],
  languages: ['typescript'],
  state: 'new',
  stepsPassed: 0,
  stepsStale: 0,
  steps: 3,
  touchedAt: null,
  verifiedWith: [],
  ...more,
});
const skill = (id: string, priority: 'P0' | 'P1' | null) =>
  ({ id, title: `Skill ${id}`, priority }) as CurriculumView['skills'][number];
const ref = (id: string, skillId: string, prerequisites: string[] = []) => ({
  id,
  title: `Ref ${id}`,
  skills: [skillId],
  prerequisites,
});

const entries = catalogueEntries({
  labs: [lab('here', { prerequisites: ['first', 'unheard-of'] }), lab('first', { languages: ['python'] })],
  curriculum: {
    skills: [skill('cost', 'P1'), skill('tools', 'P0'), skill('sql', null)],
    labs: [ref('later', 'tools'), ref('base', 'sql', ['here']), ref('here', 'cost')],
  },
});
const ids = (selection: Partial<typeof EVERYTHING>) =>
  filterEntries(entries, { ...EVERYTHING, ...selection }).map(({ id }) => id);

describe('the catalogue', () => {
  test('goes by the highest priority of the skills, then by what comes before', () => {
    expect(entries.map(({ id, priority, depth, lab: here }) => [id, priority, depth, here !== null])).toEqual(
      [
        ['later', 'P0', 0, false],
        ['first', 'P1', 0, true],
        ['here', 'P1', 1, true],
        ['base', null, 2, false],
      ],
    );
  });

  test('leaves out prerequisites that no lab has, and ends on labs that need each other', () => {
    expect(entries.find(({ id }) => id === 'here')!.prerequisites).toEqual(['first']);
    const ring = catalogueEntries({
      labs: [lab('a', { prerequisites: ['b'] }), lab('b', { prerequisites: ['a'] })],
      curriculum: { skills: [], labs: [] },
    });
    expect(ring).toHaveLength(2);
  });

  test('a search needs every word, in the title, the summary or the skills', () => {
    expect(ids({ text: 'STAYS cost here' })).toEqual(['here']);
    expect(ids({ text: 'stays tools' })).toEqual([]);
  });

  test('a skill, a language and a state can be picked', () => {
    expect(ids({ skill: 'sql' })).toEqual(['first', 'here', 'base']);
    expect(ids({ language: 'python' })).toEqual(['first']);
    expect(ids({ state: 'later' })).toEqual(['later', 'base']);
  });

  test('a lab with stale steps is stale, whatever else passes', () => {
    const [entry] = catalogueEntries({
      labs: [lab('a', { state: 'started', stepsPassed: 2, stepsStale: 1 })],
      curriculum: { skills: [], labs: [] },
    });
    expect(stateOf(entry!)).toBe('stale');
  });
});

describe('the address', () => {
  const readLanguage = (text: string | null) => ['typescript', 'python'].find((one) => one === text);

  test('of the plain page is plain, and every choice comes back from it', () => {
    expect(writeAddress(EVERYTHING, 'list')).toEqual({});
    const selection = { text: 'a b', skill: 'mcp', language: 'python', state: 'stale' } as const;
    const params = new URLSearchParams(writeAddress(selection, 'graph'));
    expect(readAddress(params, readLanguage)).toEqual({ selection, view: 'graph' });
  });

  test('with values that do not exist shows everything', () => {
    const params = new URLSearchParams('language=cobol&state=odd&view=tree');
    expect(readAddress(params, readLanguage)).toEqual({ selection: EVERYTHING, view: 'list' });
  });
});

describe('what a pass moves', () => {
  const open = lab('a', { steps: 5, stepsPassed: 1 });

  test('names the level when nothing else is missing', () => {
    const missing = [
      { what: 'labSteps' as const, have: 1, need: 3 },
      { what: 'labs' as const, have: 0, need: 1 },
    ];
    expect(passMoves(open, { level: 2, missing })).toBe('A pass takes you to level 3.');
  });

  test('names what is left beside it', () => {
    const missing = [
      { what: 'hours' as const, have: 4, need: 6 },
      { what: 'labSteps' as const, have: 0, need: 3 },
    ];
    expect(passMoves(open, { level: 1, missing })).toBe('A pass leaves 2 more hours of practice to level 2.');
  });

  test('says when the next level asks for no lab', () => {
    const missing = [{ what: 'hours' as const, have: 1, need: 2 }];
    expect(passMoves(open, { level: 0, missing })).toBe(
      'A pass counts towards level 2; level 1 first asks for 1 more hour of practice.',
    );
    expect(passMoves(open, { level: 4, missing: [] })).toBe(null);
  });
});

test('pictures are cut out of markdown, other fences stay in the text', () => {
  const text = 'Before\n```mermaid\ngraph TD\n```\nAfter\n```ts\nlet a;\n```\n';
  expect(splitMermaid(text)).toEqual([
    { kind: 'text', text: 'Before\n' },
    { kind: 'mermaid', text: 'graph TD\n' },
    { kind: 'text', text: '\nAfter\n```ts\nlet a;\n```\n' },
  ]);
});
