import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

test('an address is enough: kind and title are guessed, and the same text is noticed', async () => {
  const first = await app.client.reading.add.mutate({ url: 'https://arxiv.org/abs/2312.10997' });
  expect(first).toMatchObject({ outcome: 'added', item: { kind: 'paper', status: 'want', seconds: 0 } });
  const again = await app.client.reading.add.mutate({ url: 'https://www.arxiv.org/pdf/2312.10997v5' });
  expect(again).toEqual({ outcome: 'duplicate', item: first.item });
  expect(await app.client.reading.list.query()).toHaveLength(1);
});

test('a resource of the curriculum comes in with its title, once', async () => {
  const resource = app.services.curriculum.get().resources.find((it) => it.url)!;
  const { item } = await app.client.reading.add.mutate({ resourceId: resource.id });
  expect(item).toMatchObject({ title: resource.title, url: resource.url, resourceId: resource.id });
  expect((await app.client.reading.add.mutate({ resourceId: resource.id })).outcome).toBe('duplicate');
  expect((await app.client.reading.add.mutate({ url: resource.url! })).outcome).toBe('duplicate');
});

test('a status brings its days, and a change can be undone with what it gives back', async () => {
  const { item } = await app.client.reading.add.mutate({ title: 'Designing Data-Intensive Applications, 5' });
  const { before } = await app.client.reading.change.mutate({ id: item.id, status: 'read', minutes: 50 });
  app.clock.advance(86_400_000);
  const [read] = await app.client.reading.list.query();
  expect(read).toMatchObject({ startedOn: '2026-11-21', finishedOn: '2026-11-21', seconds: 3000 });
  const undone = await app.client.reading.change.mutate(before);
  expect(undone.item).toMatchObject({ status: 'want', startedOn: null, finishedOn: null, seconds: 0 });
});

test('practice sessions count as its time until they are unlinked or deleted', async () => {
  const { item } = await app.client.reading.add.mutate({ title: 'A book' });
  const { session } = await app.client.practice.log.mutate({ minutes: 25, activity: 'reading' });
  const link = { id: item.id, sessionId: session.id };
  expect(await app.client.reading.link.mutate({ ...link, linked: true })).toMatchObject({
    sessionIds: [session.id],
    seconds: 1500,
  });
  expect((await app.client.reading.link.mutate({ ...link, linked: false })).seconds).toBe(0);
  await app.client.reading.link.mutate({ ...link, linked: true });
  await app.client.practice.remove.mutate({ id: session.id });
  expect((await app.client.reading.list.query())[0]).toMatchObject({ sessionIds: [], seconds: 0 });
});

test('deleting can be undone, and what cannot be is said in words', async () => {
  const { item } = await app.client.reading.add.mutate({ url: 'https://example.org/a' });
  const other = await app.client.reading.add.mutate({ url: 'https://example.org/b' });
  await expect(
    app.client.reading.change.mutate({ id: other.item.id, url: 'http://www.example.org/a/' }),
  ).rejects.toThrow(/has that address already/);
  await expect(app.client.reading.add.mutate({ url: 'javascript:alert(1)' })).rejects.toThrow(/https/);
  await expect(app.client.reading.add.mutate({})).rejects.toThrow(/an address or a title/);
  await app.client.reading.remove.mutate({ id: item.id });
  expect(await app.client.reading.list.query()).toHaveLength(1);
  await app.client.reading.remove.mutate({ id: item.id, restore: true });
  expect(await app.client.reading.list.query()).toHaveLength(2);
});
