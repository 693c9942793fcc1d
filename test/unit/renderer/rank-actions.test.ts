import { expect, test } from 'vitest';
import { TIMER_GROUP, type Action } from '../../../renderer/app/actions.ts';
import { rankActions } from '../../../renderer/app/rank-actions.ts';

const action = (group: string, title: string, keywords: string[] = []): Action => ({
  id: `${group}.${title}`,
  title,
  group,
  keywords,
  run: () => {},
});
const ACTIONS = [
  action('Go to', 'Practice'),
  action(TIMER_GROUP, 'Start the timer on RAG architectures'),
  action('Targets', 'Deploy a RAG service'),
  action('Skills', 'RAG architectures', ['P0']),
  action('Cairn', 'Use the dark theme', ['colour']),
];
const titles = (search: string): string[] =>
  rankActions(ACTIONS, search).groups.flatMap((group) => group.items.map((item) => item.title));

test('a name that begins with the search comes first and the timer on it last', () => {
  expect(titles('rag')).toEqual([
    'RAG architectures',
    'Deploy a RAG service',
    'Start the timer on RAG architectures',
  ]);
});

test('every word of the search has to fit, in the title, the group or the keywords', () => {
  expect([titles('p0 rag'), titles('colour'), titles('rag colour')]).toEqual([
    ['RAG architectures'],
    ['Use the dark theme'],
    [],
  ]);
});

test('without a search the long lists stay out of the way', () => {
  expect(titles('')).toEqual(['Practice', 'Use the dark theme']);
});

test('a letter that fits nearly everything brings the best forty, and says how many more there are', () => {
  const many = Array.from({ length: 100 }, (_, at) => action('Tools', `A tool ${at}`));
  const { groups, more } = rankActions([...many, action('Skills', 'Tool use')], 'tool');
  expect(groups.map(({ heading, items }) => [heading, items.length])).toEqual([
    ['Skills', 1],
    ['Tools', 39],
  ]);
  expect(more).toBe(61);
});
