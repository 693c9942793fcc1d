import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

describe('logging practice', () => {
  test('keeps start, end, zone and the local day it counts for', async () => {
    const { session } = await app.client.practice.log.mutate({
      minutes: 30,
      note: 'chunking',
      skillId: 'rag-architectures',
      activity: 'reading',
    });
    expect(session).toMatchObject({
      startedAt: Date.parse('2026-11-21T09:30:00Z'),
      endedAt: Date.parse('2026-11-21T10:00:00Z'),
      seconds: 1800,
      zone: 'Europe/Paris',
      localDate: '2026-11-21',
      activity: 'reading',
      skillId: 'rag-architectures',
      labId: null,
      note: 'chunking',
      source: 'hand',
    });
    expect(await app.client.practice.list.query({})).toEqual([session]);
  });

  test('counts practice after midnight for the day before', async () => {
    app.clock.set('2026-11-22T01:30:00Z');
    const { session } = await app.client.practice.log.mutate({ minutes: 20 });
    expect(session.localDate).toBe('2026-11-21');
  });

  test('keeps the zone of where it happened when the person travels', async () => {
    const paris = await app.client.practice.log.mutate({ minutes: 20 });
    app.clock.travel('America/New_York');
    await app.client.practice.update.mutate({ id: paris.session.id, note: 'edited in New York' });
    const [session] = await app.client.practice.list.query({});
    expect(session).toMatchObject({
      zone: 'Europe/Paris',
      localDate: '2026-11-21',
      note: 'edited in New York',
    });
  });

  test.each([
    ['0 minutes', { minutes: 0 }, /more than 0 minutes/],
    ['a negative time', { minutes: -5 }, /more than 0 minutes/],
    ['25 hours', { minutes: 25 * 60 }, /at most 24 hours/],
    ['the future', { minutes: 30, startedAt: Date.parse('2026-11-21T11:00:00Z') }, /in the future/],
    ['1900', { minutes: 30, startedAt: 1 }, /before the year 2000/],
    [
      'a time before the epoch',
      { minutes: 30, startedAt: Date.parse('1900-01-01T10:00Z') },
      /before the year 2000/,
    ],
    ['a megabyte of note', { minutes: 30, note: 'x'.repeat(1_000_000) }, /under 20,000 characters/],
    ['a skill id that is none', { minutes: 30, skillId: 'Not A Slug' }, /lower-case words/],
  ])('refuses %s with a reason and stores nothing', async (_, input, reason) => {
    await expect(app.client.practice.log.mutate(input)).rejects.toThrow(reason);
    expect(await app.client.practice.list.query({})).toEqual([]);
  });

  test('keeps notes in any script', async () => {
    const note = 'קריאה 📚 naïve \u202Etfel 한국어';
    await app.client.practice.log.mutate({ minutes: 1, note });
    expect((await app.client.practice.list.query({}))[0]!.note).toBe(note);
  });
});

describe('changing practice', () => {
  test('an edit can be undone to exactly what it was', async () => {
    const { session } = await app.client.practice.log.mutate({ minutes: 30, note: 'before' });
    app.clock.advance(60_000);
    const { session: edited, changeId } = await app.client.practice.update.mutate({
      id: session.id,
      minutes: 45,
      note: 'after',
    });
    expect(edited).toMatchObject({ seconds: 2700, note: 'after', endedAt: session.endedAt });
    await app.client.practice.undo.mutate({ changeId });
    expect(await app.client.practice.list.query({})).toEqual([session]);
  });

  test('a delete takes the time out of every total, and undo brings it back', async () => {
    const { session } = await app.client.practice.log.mutate({ minutes: 30, skillId: 'mcp' });
    const { changeId } = await app.client.practice.remove.mutate({ id: session.id });
    expect(await app.client.practice.totals.query()).toEqual({ today: 0, week: 0, all: 0 });
    expect((await app.client.skills.get.query({ id: 'mcp' })).seconds).toBe(0);
    await app.client.practice.undo.mutate({ changeId });
    expect(await app.client.practice.totals.query()).toEqual({ today: 1800, week: 1800, all: 1800 });
    expect(await app.client.practice.list.query({})).toEqual([session]);
  });

  test('an undo is refused once something newer changed the session, and nothing is lost', async () => {
    const { session, changeId } = await app.client.practice.log.mutate({ minutes: 30 });
    await app.client.practice.update.mutate({ id: session.id, note: 'newer' });
    await expect(app.client.practice.undo.mutate({ changeId })).rejects.toThrow(/changed again since/);
    expect(await app.client.practice.list.query({})).toHaveLength(1);
  });

  test('an edit of one thing leaves the others as they are', async () => {
    const about = { skillId: 'mcp', labId: 'first-call', activity: 'reading', note: 'kept' } as const;
    const { session } = await app.client.practice.log.mutate({ minutes: 30, ...about });
    const edited = await app.client.practice.update.mutate({ id: session.id, minutes: 20 });
    expect(edited.session).toMatchObject({ ...about, seconds: 1200 });
  });

  test('a session that is gone cannot be edited', async () => {
    const { session } = await app.client.practice.log.mutate({ minutes: 30 });
    await app.client.practice.remove.mutate({ id: session.id });
    await expect(app.client.practice.update.mutate({ id: session.id, note: 'x' })).rejects.toThrow(
      /not there any more/,
    );
  });
});

test('pages of the table follow each other without a gap or a repeat', async () => {
  for (let i = 0; i < 25; i += 1) {
    app.clock.advance(60_000 * (i % 3));
    await app.client.practice.log.mutate({ minutes: 1 + i });
  }
  const seen: string[] = [];
  let before: { startedAt: number; id: string } | undefined;
  for (;;) {
    const page = await app.client.practice.list.query({ limit: 10, before });
    seen.push(...page.map((s) => s.id));
    if (page.length < 10) break;
    before = page.at(-1)!;
  }
  expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
});

test('the heatmap sums days and names the years that hold practice', async () => {
  await app.client.practice.log.mutate({ minutes: 30 });
  await app.client.practice.log.mutate({ minutes: 15 });
  await app.client.practice.log.mutate({ minutes: 10, startedAt: Date.parse('2024-02-29T12:00:00Z') });
  expect(await app.client.practice.heatmap.query({ from: '2024-01-01', to: '2026-12-31' })).toEqual({
    days: [
      { date: '2024-02-29', seconds: 600, sessions: 1 },
      { date: '2026-11-21', seconds: 2700, sessions: 2 },
    ],
    years: [2024, 2026],
    today: '2026-11-21',
  });
});
