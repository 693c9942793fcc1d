import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
  app.clock.set('2026-11-20T15:00:00Z');
});
afterEach(() => app.close());

const FRIDAY = { itemId: 'friday-teach-note', period: '2026-11-20' };

test('the Friday note begins with the facts of its week and no other', async () => {
  const { client, clock, db } = app;
  clock.set('2026-11-15T12:00:00Z');
  await client.practice.log.mutate({ minutes: 600, skillId: 'mcp' });
  clock.set('2026-11-20T15:00:00Z');
  await client.practice.log.mutate({ minutes: 90, skillId: 'rag-architectures' });
  await client.practice.log.mutate({ minutes: 30 });
  const target = app.services.curriculum.get().paths[0]!.phases[0]!.targets[0]!;
  await client.targets.setStatus.mutate({ targetId: target.id, status: 'done' });
  await client.targets.addEvidence.mutate({
    targetId: target.id,
    kind: 'link',
    value: 'https://example.org/pr/7',
  });
  const { item } = await client.reading.add.mutate({
    url: 'https://example.org/on-evals_(part-2)',
    title: 'On [evals]',
  });
  await client.reading.change.mutate({ id: item.id, status: 'read', takeaways: 'Judges drift.\nMore.' });
  const call =
    db.prepare(`INSERT INTO model_call (id, started_at, provider, model, operation, streamed, status,
    outcome, total_ms, cost_usd, attributes) VALUES (?, ?, 'p', 'm', 'messages', 0, 200, 'ok', 1, ?, '{}')`);
  call.run('a', clock.now(), 1.25);
  call.run('b', clock.now(), null);
  const runId = '01930000-0000-7000-8000-000000000000';
  db.prepare(
    `INSERT INTO lab_run VALUES (?, 'first-call', 'typescript', 's', 'pass', 7, NULL, 0, 'h', '{}', ?)`,
  ).run(runId, clock.now());
  db.prepare(
    `INSERT INTO lab_step VALUES ('first-call', 'typescript', 's', 'pass', ?, ?, NULL, 'h', 'h')`,
  ).run(runId, clock.now());

  const note = await client.notes.open.mutate(FRIDAY);
  expect(note).toMatchObject({ kind: 'teach-note', title: 'What I learned, 16 Nov 2026 to 22 Nov 2026' });
  const lab = (await client.labs.catalogue.query()).find((it) => it.id === 'first-call')!.title;
  expect(note.body.split('\n').filter((line) => line.startsWith('- '))).toEqual([
    '- Practice: 2 h (RAG architectures 1 h 30 min, without a skill 30 min)',
    `- Lab: ${lab}, 1 step passed`,
    `- Target done: ${target.title}`,
    `- Evidence for ${target.title}: https://example.org/pr/7`,
    '- Read: [On \\[evals\\]](https://example.org/on-evals_%28part-2%29). Judges drift.',
    '- Models: 2 calls, $1.25, and 1 without a known price',
  ]);
});

test('opening the note of a period again opens the same note', async () => {
  const first = await app.client.notes.open.mutate(FRIDAY);
  expect(first.body).toContain('Nothing is logged for this week yet.');
  expect((await app.client.notes.open.mutate(FRIDAY)).id).toBe(first.id);
  expect((await app.client.rhythm.today.query()).find((it) => it.id === FRIDAY.itemId)!.noteId).toBe(
    first.id,
  );
});

test('finishing the note checks its rhythm item off; a draft again keeps the check', async () => {
  const { id } = await app.client.notes.open.mutate(FRIDAY);
  const done = async () =>
    (await app.client.rhythm.today.query()).find((it) => it.id === FRIDAY.itemId)!.checkedAt !== null;
  await app.client.notes.finish.mutate({ id, finished: true });
  expect(await done()).toBe(true);
  const draft = await app.client.notes.finish.mutate({ id, finished: false });
  expect([draft.finishedAt, await done()]).toEqual([null, true]);
});

test('an edit that began before another window saved is not kept unseen, and can be kept on purpose', async () => {
  const note = await app.client.notes.open.mutate({ kind: 'free' });
  const base = { id: note.id, basedOn: note.updatedAt };
  const saved = await app.client.notes.save.mutate({ ...base, body: 'here' });
  expect([saved.outcome, saved.note.updatedAt > note.updatedAt]).toEqual(['saved', true]);
  const late = await app.client.notes.save.mutate({ ...base, body: 'there' });
  expect(late).toMatchObject({ outcome: 'changed-elsewhere', note: { body: 'here' } });
  const forced = await app.client.notes.save.mutate({ ...base, body: 'there', overwrite: true });
  expect(forced).toMatchObject({ outcome: 'saved', note: { body: 'there' } });
});

test('notes are found by a piece of their text, also one with wildcards, and come with that piece', async () => {
  const write = async (title: string, body: string) => {
    const note = await app.client.notes.open.mutate({ kind: 'free' });
    await app.client.notes.save.mutate({ id: note.id, basedOn: note.updatedAt, title, body });
    app.clock.advance(1000);
  };
  await write('One', `${'word '.repeat(60)} recall of 100% was a bug`);
  await write('Two', 'recall of 1000 was fine');
  const found = await app.client.notes.list.query({ search: '100%' });
  expect(found.map((note) => note.title)).toEqual(['One']);
  expect(found[0]!.excerpt).toContain('recall of 100% was a bug');
  expect((await app.client.notes.list.query({})).map((note) => note.title)).toEqual(['Two', 'One']);
});

test('a deleted note comes back whole', async () => {
  const { id } = await app.client.notes.open.mutate(FRIDAY);
  await app.client.notes.remove.mutate({ id });
  await expect(app.client.notes.get.query({ id })).rejects.toThrow(/not there any more/);
  await app.client.notes.remove.mutate({ id, restore: true });
  expect((await app.client.notes.get.query({ id })).body).toContain('One thing worth knowing');
});

test('what no note can hold is refused in words, and the note stays as it was', async () => {
  const note = await app.client.notes.open.mutate({ kind: 'talk' });
  const base = { id: note.id, basedOn: note.updatedAt };
  await expect(app.client.notes.save.mutate({ ...base, body: 'x'.repeat(200_001) })).rejects.toThrow(
    /200,000/,
  );
  await expect(app.client.notes.save.mutate({ ...base, link: 'javascript:alert(1)' })).rejects.toThrow(
    /https/,
  );
  await expect(app.client.notes.save.mutate({ ...base, onDate: '2026-02-31' })).rejects.toThrow(/date/i);
  expect((await app.client.notes.get.query({ id: note.id })).updatedAt).toBe(note.updatedAt);
});
