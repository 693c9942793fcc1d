import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const NOTES = [
  'Chunking with overlap, and naïve retrieval',
  'Read about retrieval augmented generation',
  '検索拡張生成のメモ',
  'קריאה של מאמר',
  'climbed 🧗‍♀️ the eval set',
  'C++ and node:sqlite (50% off)',
  'it\'s a "quoted phrase" here',
];

async function fill(): Promise<void> {
  for (const note of NOTES) {
    app.clock.advance(60_000);
    await app.client.practice.log.mutate({ minutes: 1, note, skillId: 'mcp' });
  }
}
const find = async (text: string, more = {}): Promise<string[]> =>
  (await app.client.practice.list.query({ text, ...more })).map((row) => row.note);

test.each([
  ['the beginning of a word', 'chunk', [0]],
  ['words in any order', 'retrieval chunking', [0]],
  ['a word without its accents, in any case', 'NAIVE', [0]],
  ['newest first', 'retrieval', [1, 0]],
  ['a phrase', '"retrieval augmented"', [1]],
  ['no phrase across other words', '"read retrieval"', []],
  ['a part of Japanese text', '拡張', [2]],
  ['Hebrew', 'מאמר', [3]],
  ['an emoji', '🧗‍♀️', [4]],
  ['an emoji and a word', '🧗‍♀️ eval', [4]],
  ['words with signs', 'c++ node:sqlite', [5]],
  ['signs alone', '%', [5]],
  ['an open quote', '"quoted phr', [6]],
  ['what is nowhere', 'zebra', []],
] as const)('finds %s', async (_, text, expected) => {
  await fill();
  expect(await find(text)).toEqual(expected.map((index) => NOTES[index]));
});

test.each(['"', '*', 'AND', 'NOT', 'a OR', 'NEAR(', '^', '-', 'note:x', '(', "'", '\0', '"" ""', '\\'])(
  'takes %j as words, never as an expression',
  async (text) => {
    await fill();
    expect(await find(text)).toBeInstanceOf(Array);
  },
);

test('follows edits, deletes, undo and moves in time', async () => {
  const { session } = await app.client.practice.log.mutate({ minutes: 1, note: 'alpha' });
  const later = await app.client.practice.log.mutate({ minutes: 5, note: 'alpha too' });
  expect(await find('alpha')).toEqual(['alpha', 'alpha too']);
  const edit = await app.client.practice.update.mutate({ id: session.id, note: 'beta' });
  expect([await find('alpha'), await find('beta')]).toEqual([['alpha too'], ['beta']]);
  await app.client.practice.undo.mutate({ changeId: edit.changeId });
  await app.client.practice.bulk.mutate({
    selection: { ids: [session.id] },
    change: { toDate: '2026-11-01' },
  });
  expect(await find('alpha')).toEqual(['alpha too', 'alpha']);
  const gone = await app.client.practice.remove.mutate({ id: later.session.id });
  expect(await find('alpha')).toEqual(['alpha']);
  await app.client.practice.undo.mutate({ changeId: gone.changeId });
  expect(await find('alpha')).toEqual(['alpha too', 'alpha']);
});

test('narrows by skill, kind of work, source and days, and sums what it finds', async () => {
  await fill();
  await app.client.practice.log.mutate({ minutes: 30, note: 'retrieval', activity: 'reading' });
  expect(await find('retrieval', { skillId: null })).toEqual(['retrieval']);
  expect(await find('retrieval', { activity: 'reading' })).toEqual(['retrieval']);
  expect(await find('retrieval', { source: 'timer' })).toEqual([]);
  expect(await find('retrieval', { to: '2026-11-20' })).toEqual([]);
  expect(await app.client.practice.sum.query({ text: 'retrieval' })).toEqual({ sessions: 3, seconds: 1920 });
});

test('a hundred sessions that begin in the same moment are all found', async () => {
  for (let n = 0; n < 100; n += 1) app.services.practice.log({ minutes: 1, note: `same ${n}` });
  expect(await app.client.practice.sum.query({ text: 'same' })).toMatchObject({ sessions: 100 });
});

test('the server can index notes before anybody searches', async () => {
  await fill();
  expect([app.services.practice.indexNotes(5), app.services.practice.indexNotes(5)]).toEqual([5, 2]);
  expect(app.services.practice.indexNotes(5)).toBe(0);
});
