import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RhythmEntry } from '../../../electron/shared/rhythm.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
  app.clock.set('2026-11-20T10:00:00Z'); // a Friday
});
afterEach(() => app.close());

const week = (day?: string) => app.client.rhythm.week.query(day ? { day } : {});
const find = async (id: string, day?: string): Promise<RhythmEntry> => {
  const { days, longer } = await week(day);
  return [...days, ...longer].find((entry) => entry.id === id)!;
};
const NOTE = { itemId: 'friday-teach-note', period: '2026-11-20' };
const COURSE = { itemId: 'monthly-course', period: '2026-11' };

test('a week shows each item on its day with its time, and what its week, month and quarter ask for', async () => {
  const { startsOn, today, days, longer } = await week();
  expect([startsOn, today]).toEqual(['2026-11-16', '2026-11-20']);
  expect(days.find((it) => it.id === 'friday-teach-note')).toMatchObject({
    date: '2026-11-20',
    time: '16:00',
    opens: 'teach-note',
  });
  expect(longer.map((it) => [it.id, it.period, it.date])).toEqual([
    ['weekly-oss-commit', 'week-2026-11-16', null],
    ['monthly-course', '2026-11', null],
    ['monthly-project', '2026-11', null],
    ['quarterly-book', '2026-Q4', null],
    ['quarterly-talk', '2026-Q4', null],
  ]);
});

describe('an item in its period', () => {
  test('is checked off, reopened and skipped with a reason, and each can be undone', async () => {
    const checked = await app.client.rhythm.mark.mutate({ do: 'check', ...NOTE });
    expect(checked.entry.checkedAt).toBe(app.clock.now());
    const skipped = await app.client.rhythm.mark.mutate({ do: 'skip', ...NOTE, reason: ' conference ' });
    expect(skipped.entry).toMatchObject({ checkedAt: null, skipReason: 'conference' });
    await app.client.rhythm.restore.mutate({ ...NOTE, state: skipped.before });
    expect(await find(NOTE.itemId)).toMatchObject({ checkedAt: checked.entry.checkedAt, skippedAt: null });
    await app.client.rhythm.restore.mutate({ ...NOTE, state: checked.before });
    expect(await find(NOTE.itemId)).toMatchObject({ checkedAt: null, skippedAt: null });
  });

  test('moves to another day of its week, shows up there today, and keeps its period', async () => {
    await app.client.rhythm.mark.mutate({ do: 'move', ...NOTE, on: '2026-11-21', time: '11:30' });
    expect(await find(NOTE.itemId)).toMatchObject({
      date: '2026-11-21',
      time: '11:30',
      period: '2026-11-20',
    });
    expect((await app.client.rhythm.today.query()).some((it) => it.id === NOTE.itemId)).toBe(false);
    app.clock.set('2026-11-21T10:00:00Z');
    const [saturday] = await app.client.rhythm.today.query();
    expect(saturday).toMatchObject({ id: NOTE.itemId, time: '11:30' });
    await app.client.rhythm.check.mutate({ itemId: NOTE.itemId, done: true });
    expect(await find(NOTE.itemId)).toMatchObject({ checkedAt: app.clock.now(), date: '2026-11-21' });
    // Next week it is back on its Friday.
    expect(await find(NOTE.itemId, '2026-11-27')).toMatchObject({ date: '2026-11-27', time: '16:00' });
  });

  test('moved back home it is as if it had never moved', async () => {
    await app.client.rhythm.mark.mutate({ do: 'move', ...NOTE, on: '2026-11-19', time: null });
    await app.client.rhythm.mark.mutate({ do: 'move', ...NOTE, on: '2026-11-20', time: '16:00' });
    expect(app.db.prepare('SELECT count(*) FROM rhythm_occurrence').pluck().get()).toBe(0);
  });

  test.each([
    [{ ...NOTE, on: '2026-11-23' }, /not in its week/],
    [{ ...COURSE, on: '2026-12-01' }, /not in its month/],
    [{ itemId: 'monthly-course', period: '2026-Q4', on: '2026-11-01' }, /no period/],
    [{ itemId: 'weekly-oss-commit', period: 'week-2026-11-17', on: '2026-11-18' }, /no period/],
    [{ itemId: 'friday-teach-note', period: '2026-02-31', on: '2026-02-28' }, /no period/],
    [{ itemId: 'nope', period: '2026-11', on: '2026-11-01' }, /no rhythm item "nope"/],
  ])('refuses %o with what to do instead', async (input, message) => {
    await expect(app.client.rhythm.mark.mutate({ do: 'move', time: null, ...input })).rejects.toThrow(
      message,
    );
  });

  test('of a month gets a day, and counts in the week of that day by its own period', async () => {
    await app.client.rhythm.mark.mutate({ do: 'move', ...COURSE, on: '2026-11-20', time: '18:00' });
    expect(await find(COURSE.itemId)).toMatchObject({ date: '2026-11-20', time: '18:00', period: '2026-11' });
  });
});

describe('what became of earlier periods', () => {
  test('is shown with done, skipped and open, from the first mark on', async () => {
    expect((await week()).longer.every((it) => it.past.length === 0)).toBe(true);
    app.clock.set('2026-08-10T10:00:00Z');
    await app.client.rhythm.mark.mutate({ do: 'check', itemId: 'monthly-course', period: '2026-08' });
    app.clock.set('2026-09-10T10:00:00Z');
    await app.client.rhythm.mark.mutate({
      do: 'skip',
      itemId: 'monthly-course',
      period: '2026-09',
      reason: 'leave',
    });
    app.clock.set('2026-11-20T10:00:00Z');
    const course = (await week()).longer.find((it) => it.id === 'monthly-course')!;
    expect(course.past).toEqual([
      { period: '2026-08', state: 'done', reason: '' },
      { period: '2026-09', state: 'skipped', reason: 'leave' },
      { period: '2026-10', state: 'open', reason: '' },
    ]);
  });
});

describe('the person’s own changes', () => {
  test('lie over the curriculum, keep the id and its history, and can be taken back', async () => {
    await app.client.rhythm.mark.mutate({ do: 'check', ...NOTE });
    await app.client.rhythm.changeItem.mutate({ id: NOTE.itemId, weekday: 'thursday', time: '15:00' });
    // This week is done already: it does not come up a second time on Thursday.
    expect(await find(NOTE.itemId)).toMatchObject({
      date: '2026-11-20',
      checkedAt: app.clock.now(),
      changed: true,
    });
    expect(await find(NOTE.itemId, '2026-11-27')).toMatchObject({ date: '2026-11-26', time: '15:00' });
    await app.client.rhythm.removeItem.mutate({ id: NOTE.itemId });
    expect(await find(NOTE.itemId, '2026-11-27')).toMatchObject({
      date: '2026-11-27',
      time: '16:00',
      changed: false,
    });
    await app.client.rhythm.removeItem.mutate({ id: NOTE.itemId, restore: true });
    expect(await find(NOTE.itemId, '2026-11-27')).toMatchObject({ date: '2026-11-26' });
  });

  test('can take a time away, and turn an item off', async () => {
    const without = await app.client.rhythm.changeItem.mutate({ id: NOTE.itemId, time: null });
    expect([without.time, without.minutes]).toEqual([undefined, 45]);
    await app.client.rhythm.changeItem.mutate({ id: NOTE.itemId, active: false });
    expect(await find(NOTE.itemId)).toBeUndefined();
    expect((await app.client.rhythm.items.query()).find((it) => it.id === NOTE.itemId)!.active).toBe(false);
  });

  test('may be items of their own, which are edited, removed and brought back', async () => {
    const added = await app.client.rhythm.addItem.mutate({
      title: 'Pair with Ana',
      cadence: 'weekday',
      weekday: 'saturday',
      time: '10:00',
      minutes: 60,
    });
    await app.client.rhythm.changeItem.mutate({ id: added.id, title: 'Pair with Ben' });
    expect(await find(added.id)).toMatchObject({ title: 'Pair with Ben', date: '2026-11-21', own: true });
    await app.client.rhythm.removeItem.mutate({ id: added.id });
    expect(await find(added.id)).toBeUndefined();
    await app.client.rhythm.removeItem.mutate({ id: added.id, restore: true });
    expect(await find(added.id)).toMatchObject({ title: 'Pair with Ben' });
  });

  test.each([
    [
      () => app.client.rhythm.changeItem.mutate({ id: NOTE.itemId, title: 'Mine' }),
      /belong to the curriculum/,
    ],
    [
      () => app.client.rhythm.changeItem.mutate({ id: 'monthly-course', time: '10:00' }),
      /only an item of a weekday/i,
    ],
    [() => app.client.rhythm.changeItem.mutate({ id: NOTE.itemId, time: '25:00' }), /use a time/],
    [
      () =>
        app.client.rhythm.addItem.mutate({
          title: 'x',
          cadence: 'weekday',
          weekday: null,
          time: null,
          minutes: null,
        }),
      /which day of the week/,
    ],
    [() => app.client.rhythm.removeItem.mutate({ id: 'monday-triage' }), /nothing of yours/],
  ])('are refused in words where they cannot be', async (attempt, message) => {
    await expect(attempt()).rejects.toThrow(message);
  });
});
