import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../../electron/server/db/migrate.ts';
import { createNoteIndex } from '../../../electron/server/features/practice/note-index.ts';
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

test('notes of days that the clock went back to are found, before and after they change', async () => {
  await fill();
  expect(await find('retrieval')).toHaveLength(2);
  app.clock.advance(-3 * 86_400_000);
  const { session } = await app.client.practice.log.mutate({ minutes: 1, note: 'retrieval again' });
  expect(await find('retrieval')).toHaveLength(3);
  await app.client.practice.update.mutate({ id: session.id, note: 'something else' });
  expect([await find('retrieval'), await find('something')]).toEqual([
    [NOTES[1], NOTES[0]],
    ['something else'],
  ]);
});

test('a note that comes to one of many sessions without any is found', async () => {
  for (let n = 0; n < 250; n += 1) app.services.practice.log({ minutes: 1 });
  const [first] = await app.client.practice.list.query({ limit: 1, offset: 249 });
  expect([app.services.practice.indexNotes(100), await find('late')]).toEqual([0, []]);
  await app.client.practice.update.mutate({ id: first!.id, note: 'late note' });
  expect(await find('late')).toEqual(['late note']);
  app.services.practice.log({ minutes: 1, note: 'later note' });
  expect((await find('late')).toSorted()).toEqual(['late note', 'later note']);
});

test('whoever writes a session by hand, replacing one or removing it, the search follows', async () => {
  const { session } = await app.client.practice.log.mutate({ minutes: 1, note: 'alpha' });
  expect(await find('alpha')).toEqual(['alpha']);
  const { db } = app.services.deps;
  const write = (sql: string): void => void db.prepare(sql).run(session.id);
  write("UPDATE OR REPLACE practice_session SET note = 'beta' WHERE id = ?");
  write("UPDATE OR IGNORE practice_session SET note = 'gamma' WHERE id = ?");
  expect([await find('alpha'), await find('gamma')]).toEqual([[], ['gamma']]);
  write('DELETE FROM practice_change WHERE session_id = ?');
  write('DELETE FROM practice_session WHERE id = ?');
  expect(await find('gamma')).toEqual([]);
  expect(db.prepare('SELECT count(*) FROM practice_note').pluck().get()).toBe(0);
});

test('notes that waited to be indexed when Cairn was updated are found', () => {
  const old = new Database(':memory:');
  migrate(old, 16);
  const add =
    old.prepare(`INSERT INTO practice_session (id, started_at, ended_at, seconds, zone, local_date, activity,
    note, source, created_at, updated_at) VALUES (?, ?, 2, 1, 'UTC', '2026-01-01', 'study', ?, 'hand', 1, 1)`);
  ['kept a', 'kept b', ''].forEach((note, n) => add.run(`0${n}`, n, note));
  migrate(old);
  add.run('03', 1, 'kept c');
  const index = createNoteIndex(old);
  expect([index.catchUp(), index.catchUp()]).toEqual([3, 0]);
  const found = old.prepare("SELECT count(*) FROM practice_note_index WHERE note MATCH 'kept'").pluck().get();
  expect(found).toBe(3);
});
