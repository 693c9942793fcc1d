import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const at = (time: string, day = '2026-11-20'): number => Date.parse(`${day}T${time}:00Z`);
const log = async (from: string, minutes: number, more = {}): Promise<PracticeSession> =>
  (await app.client.practice.log.mutate({ startedAt: at(from), minutes, ...more })).session;
const rows = () => app.client.practice.list.query({});
const times = async (): Promise<[string, string, number][]> =>
  (await rows()).map((row) => [
    new Date(row.startedAt).toISOString().slice(11, 16),
    new Date(row.endedAt).toISOString().slice(11, 16),
    row.seconds,
  ]);

describe('splitting a session', () => {
  test('at a moment makes two that count as much as the one did, and undo makes it one again', async () => {
    const whole = await log('09:00', 60, { note: 'both', skillId: 'mcp' });
    const { changeId, sessions } = await app.client.practice.split.mutate({
      id: whole.id,
      cuts: [{ at: at('09:20') }],
      parts: [{}, { skillId: 'evals', note: 'the second' }],
    });
    expect([sessions, await times()]).toEqual([
      2,
      [
        ['09:20', '10:00', 2400],
        ['09:00', '09:20', 1200],
      ],
    ]);
    expect((await rows()).map((row) => [row.skillId, row.note, row.id === whole.id])).toEqual([
      ['evals', 'the second', false],
      ['mcp', 'both', true],
    ]);
    await app.client.practice.undo.mutate({ changeId: changeId! });
    expect(await rows()).toEqual([whole]);
    await app.client.practice.redo.mutate({ changeId: changeId! });
    expect(await rows()).toHaveLength(2);
  });

  test('after lengths makes a part for each skill', async () => {
    const whole = await log('09:00', 90);
    await app.client.practice.split.mutate({
      id: whole.id,
      cuts: [{ afterMinutes: 15 }, { afterMinutes: 45 }],
    });
    expect((await times()).map(([, , seconds]) => seconds)).toEqual([2700, 1800, 900]);
  });

  test('keeps the pauses with the part that they lie in', () => {
    const { session } = app.services.practice.record({
      skillId: null,
      labId: null,
      targetId: null,
      activity: 'building',
      note: '',
      startedAt: at('09:00'),
      endedAt: at('10:00'),
      seconds: 2400,
      pauses: [{ from: at('09:10'), to: at('09:30') }],
      zone: 'UTC',
      source: 'timer',
    });
    app.services.practice.split({ id: session.id, cuts: [{ at: at('09:40') }] });
    const [right, left] = app.services.practice.list({ limit: 5 });
    expect([left!.seconds, left!.pauses, right!.seconds, right!.pauses]).toEqual([
      1200,
      [{ from: at('09:10'), to: at('09:30') }],
      1200,
      [],
    ]);
  });

  test('over the start of a day gives the later part to the day that begins', async () => {
    // 04:00 in Paris is 03:00 UTC: the day starts there.
    const whole = (await app.client.practice.log.mutate({ startedAt: at('02:30'), minutes: 60 })).session;
    expect(whole.localDate).toBe('2026-11-19');
    await app.client.practice.split.mutate({ id: whole.id, cuts: [{ at: at('03:00') }] });
    expect((await rows()).map((row) => row.localDate)).toEqual(['2026-11-20', '2026-11-19']);
  });

  test.each([
    ['before it begins', [{ at: at('08:00') }], /inside itself/],
    ['at its end', [{ at: at('10:00') }], /inside itself/],
    ['out of order', [{ afterMinutes: 40 }, { afterMinutes: 20 }], /inside itself/],
    ['after no time', [{ afterMinutes: 0 }], /more than 0/],
  ])('%s is refused, and nothing changes', async (_, cuts, reason) => {
    const whole = await log('09:00', 60);
    await expect(app.client.practice.split.mutate({ id: whole.id, cuts })).rejects.toThrow(reason);
    expect(await rows()).toEqual([whole]);
  });
});

describe('merging sessions', () => {
  test('leaves the gap between them out, joins the notes, and can be undone', async () => {
    const one = await log('09:00', 30, { note: 'first', skillId: 'mcp' });
    const two = await log('10:00', 45, { note: 'second', skillId: 'evals' });
    const { changeId } = await app.client.practice.merge.mutate({ ids: [two.id, one.id] });
    const [merged] = await rows();
    expect(merged).toMatchObject({
      id: one.id,
      seconds: 4500,
      pauses: [{ from: at('09:30'), to: at('10:00') }],
      note: 'first\n\nsecond',
      skillId: 'evals',
      startedAt: at('09:00'),
      endedAt: at('10:45'),
    });
    await app.client.practice.undo.mutate({ changeId: changeId! });
    expect(await rows()).toEqual([two, one]);
  });

  test('counts time that both share once', async () => {
    const one = await log('09:00', 60);
    const two = await log('09:30', 60);
    await app.client.practice.merge.mutate({ ids: [one.id, two.id] });
    expect(await times()).toEqual([['09:00', '10:30', 5400]]);
  });

  test('of days apart is refused', async () => {
    const one = await log('09:00', 60);
    const two = (await app.client.practice.log.mutate({ startedAt: at('09:00', '2026-11-10'), minutes: 5 }))
      .session;
    await expect(app.client.practice.merge.mutate({ ids: [one.id, two.id] })).rejects.toThrow(/36 hours/);
    expect(await rows()).toEqual([one, two]);
  });

  test('a split and a merge give back the time, pause and all', async () => {
    const whole = await log('09:00', 60);
    const { ids } = await app.client.practice.split.mutate({ id: whole.id, cuts: [{ afterMinutes: 20 }] });
    await app.client.practice.merge.mutate({ ids });
    expect(await times()).toEqual([['09:00', '10:00', 3600]]);
  });
});

describe('sessions that share time', () => {
  test('count as logged, are found, and can be trimmed, kept or merged', async () => {
    const one = await log('09:00', 60);
    const two = await log('09:40', 60);
    expect((await app.client.practice.totals.query()).all).toBe(7200);
    const [pair] = await app.client.practice.overlaps.query({});
    expect(pair).toEqual({ first: one, second: two, from: at('09:40'), to: at('10:00') });
    expect((await app.client.practice.page.query({})).overlapping).toEqual([two.id, one.id]);

    const { changeId } = await app.client.practice.trim.mutate({ id: one.id, by: two.id });
    expect(await times()).toEqual([
      ['09:40', '10:40', 3600],
      ['09:00', '09:40', 2400],
    ]);
    expect(await app.client.practice.overlaps.query({})).toEqual([]);

    await app.client.practice.undo.mutate({ changeId: changeId! });
    await app.client.practice.keepOverlap.mutate({ ids: [two.id, one.id], kept: true });
    expect(await app.client.practice.overlaps.query({})).toEqual([]);
    await app.client.practice.keepOverlap.mutate({ ids: [one.id, two.id], kept: false });
    expect(await app.client.practice.overlaps.query({})).toHaveLength(1);
  });

  test('one inside the other is taken out of its middle as a pause', async () => {
    const outer = await log('09:00', 120);
    const inner = await log('10:00', 30);
    await app.client.practice.trim.mutate({ id: outer.id, by: inner.id });
    expect((await rows()).find((row) => row.id === outer.id)).toMatchObject({
      seconds: 5400,
      pauses: [{ from: at('10:00'), to: at('10:30') }],
    });
  });

  test('one that lies wholly in the other goes when it is trimmed', async () => {
    const outer = await log('09:00', 120);
    const inner = await log('10:00', 30);
    await app.client.practice.trim.mutate({ id: inner.id, by: outer.id });
    expect(await rows()).toEqual([outer]);
  });

  test('by less than a minute are left alone', async () => {
    await log('09:00', 60.5);
    await log('10:00', 30);
    expect(await app.client.practice.overlaps.query({})).toEqual([]);
  });

  test('are known before a session is logged', async () => {
    const one = await log('09:00', 60);
    const found = await app.client.practice.overlapsOf.query({
      startedAt: at('09:30'),
      endedAt: at('11:00'),
    });
    expect(found).toEqual([one]);
  });
});
