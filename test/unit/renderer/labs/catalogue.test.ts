import { expect, test } from 'vitest';
import type { CurriculumView } from '../../../../electron/shared/curriculum.ts';
import type { LabSummary } from '../../../../electron/shared/labs.ts';
import { catalogueEntries, filterEntries } from '../../../../renderer/features/labs/catalogue.ts';
import { splitMermaid } from '../../../../renderer/features/labs/split-mermaid.ts';

const lab = (id: string, skills: string[]): LabSummary => ({
  id,
  title: `Lab ${id}`,
  summary: 'Stays up when the model does not.',
  skills,
  minutes: 30,
  languages: ['typescript'],
  state: 'new',
  stepsPassed: 0,
  steps: 3,
  verifiedWith: [],
});
const skill = (id: string, priority: 'P0' | 'P1' | null) =>
  ({ id, title: `Skill ${id}`, priority }) as CurriculumView['skills'][number];

const entries = catalogueEntries([lab('here', ['cost', 'sql'])], {
  skills: [skill('cost', 'P1'), skill('tools', 'P0'), skill('sql', null)],
  labs: [
    { id: 'here', title: 'Here', skills: ['cost'] },
    { id: 'later', title: 'A loop', skills: ['tools'] },
    { id: 'base', title: 'Tables', skills: ['sql'] },
  ],
});
const ids = (found: typeof entries) => found.map(({ id }) => id);

test('labs come by the highest priority of their skills; those that are not here yet are marked', () => {
  expect(entries.map(({ id, priority, lab: here }) => [id, priority, here !== null])).toEqual([
    ['later', 'P0', false],
    ['here', 'P1', true],
    ['base', null, false],
  ]);
});

test('a search needs every word, in the title, the summary or the skills', () => {
  expect(ids(filterEntries(entries, 'STAYS cost', 'all'))).toEqual(['here']);
  expect(ids(filterEntries(entries, 'stays tools', 'all'))).toEqual([]);
});

test('a priority and the fundamentals can be picked', () => {
  expect([ids(filterEntries(entries, '', 'P0')), ids(filterEntries(entries, '', 'base'))]).toEqual([
    ['later'],
    ['base'],
  ]);
});

test('pictures are cut out of markdown, other fences stay in the text', () => {
  const text = 'Before\n```mermaid\ngraph TD\n```\nAfter\n```ts\nlet a;\n```\n';
  expect(splitMermaid(text)).toEqual([
    { kind: 'text', text: 'Before\n' },
    { kind: 'mermaid', text: 'graph TD\n' },
    { kind: 'text', text: '\nAfter\n```ts\nlet a;\n```\n' },
  ]);
});
