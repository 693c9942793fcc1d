import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
  app.clock.set('2026-11-20T08:00:00Z'); // Friday, 09:00 in Paris
});
afterEach(() => app.close());

const on = (more: object = {}) => app.client.reminders.configure.mutate({ on: true, ...more });
const view = () => app.client.reminders.get.query();
const tickAt = (iso: string) => {
  app.clock.set(iso);
  return app.services.reminders.tick();
};
const titles = (notice: { entries: { title: string }[] } | null | undefined) =>
  notice?.entries.map((entry) => entry.title);
const TEACH = 'Write a short teaching note';
const PLAN = 'Plan next week';

test('nothing is reminded of until the person turns it on, and nothing from before then', async () => {
  expect(tickAt('2026-11-20T15:00:00Z')).toBeNull();
  await on();
  expect(tickAt('2026-11-20T15:05:00Z')).toBeNull();
  expect(titles(tickAt('2026-11-20T16:00:10Z'))).toEqual([PLAN]);
});

test('an item is reminded of at its time, once', async () => {
  await on();
  expect((await view()).nextAt).toBe(Date.parse('2026-11-20T15:00:00Z'));
  expect(tickAt('2026-11-20T14:59:50Z')).toBeNull();
  const notice = tickAt('2026-11-20T15:00:05Z');
  expect([titles(notice), notice!.missed]).toEqual([[TEACH], false]);
  expect(tickAt('2026-11-20T15:00:20Z')).toBeNull();
});

test('of several windows one shows it', async () => {
  await on();
  const { id } = tickAt('2026-11-20T15:00:00Z')!;
  const claims = await Promise.all([1, 2, 3].map(() => app.client.reminders.claim.mutate({ id })));
  expect(claims.filter((claim) => claim.granted)).toHaveLength(1);
  expect((await view()).notices[0]!.delivered).toBe(true);
});

test('what was missed while asleep comes as one gentle summary, not as a burst', async () => {
  await on();
  const notice = tickAt('2026-11-23T07:30:00Z'); // Monday 08:30: the lid is opened
  expect([titles(notice), notice!.missed]).toEqual([[TEACH, PLAN], true]);
  expect(tickAt('2026-11-23T07:31:00Z')).toBeNull();
});

test('what is long gone is not brought up again', async () => {
  await on();
  const notice = tickAt('2026-12-03T07:30:00Z'); // Thursday, two weeks later
  expect([notice!.missed, notice!.entries.every((it) => it.date! >= '2026-11-30')]).toEqual([true, true]);
  expect(titles(notice)).not.toContain(TEACH);
});

test('what is done or skipped is not reminded of, and leaves the notice that is open', async () => {
  await on();
  const period = '2026-11-20';
  await app.client.rhythm.mark.mutate({ do: 'check', itemId: 'friday-teach-note', period });
  expect(tickAt('2026-11-20T15:00:00Z')).toBeNull();
  expect(titles(tickAt('2026-11-20T16:00:00Z'))).toEqual([PLAN]);
  await app.client.rhythm.mark.mutate({ do: 'skip', itemId: 'friday-plan', period });
  expect((await view()).notices).toEqual([]);
});

test('a moved item is reminded of at its new time, and again when it is moved after that', async () => {
  await on();
  const ref = { itemId: 'friday-teach-note', period: '2026-11-20' };
  await app.client.rhythm.mark.mutate({ do: 'move', ...ref, on: '2026-11-20', time: '18:00' });
  expect(titles(tickAt('2026-11-20T16:30:00Z'))).toEqual([PLAN]);
  expect(titles(tickAt('2026-11-20T17:00:00Z'))).toEqual([TEACH]);
  await app.client.rhythm.mark.mutate({ do: 'move', ...ref, on: '2026-11-21', time: '10:00' });
  expect(titles(tickAt('2026-11-21T09:00:00Z'))).toEqual([TEACH]);
});

test('an item can be left out of the reminders alone', async () => {
  await on();
  await app.client.rhythm.changeItem.mutate({ id: 'friday-teach-note', remind: false });
  expect(tickAt('2026-11-20T15:00:00Z')).toBeNull();
});

describe('quiet hours', () => {
  test('hold a reminder back until they end, over midnight', async () => {
    await on({ quiet: { on: true, from: '15:30', to: '08:00', days: [] } });
    expect(tickAt('2026-11-20T15:00:00Z')).toBeNull();
    expect(tickAt('2026-11-21T06:59:00Z')).toBeNull();
    const notice = tickAt('2026-11-21T07:00:00Z');
    expect([titles(notice), notice!.missed]).toEqual([[TEACH, PLAN], true]);
  });

  test('may be whole days', async () => {
    await on({ quiet: { on: true, from: '21:00', to: '08:00', days: ['friday', 'saturday', 'sunday'] } });
    expect(tickAt('2026-11-20T17:00:00Z')).toBeNull();
    expect(titles(tickAt('2026-11-23T07:00:00Z'))).toEqual([TEACH, PLAN]);
  });
});

test('a snoozed reminder comes again, not before, and not into the quiet hours', async () => {
  await on();
  const { id } = tickAt('2026-11-20T15:00:00Z')!;
  await app.client.reminders.snooze.mutate({ noticeId: id, until: 'one-hour' });
  expect((await view()).notices).toEqual([]);
  expect(tickAt('2026-11-20T15:30:00Z')).toBeNull();
  const both = tickAt('2026-11-20T16:00:00Z')!;
  expect([titles(both), both.missed]).toEqual([[TEACH, PLAN], false]);
  const plan = { itemId: 'friday-plan', period: '2026-11-20' };
  await app.client.reminders.snooze.mutate({ noticeId: both.id, until: 'tomorrow', items: [plan] });
  expect(titles((await view()).notices[0])).toEqual([TEACH]);
  expect(titles(tickAt('2026-11-21T08:00:00Z'))).toEqual([PLAN]);
});

test('a dismissed notice stays away', async () => {
  await on();
  const { id } = tickAt('2026-11-20T15:00:00Z')!;
  expect((await app.client.reminders.dismiss.mutate({ id })).notices).toEqual([]);
  expect(tickAt('2026-11-20T15:01:00Z')).toBeNull();
});

test('the wall clock counts: after a flight an item is due at its time there', async () => {
  await on();
  app.clock.travel('America/New_York');
  expect(tickAt('2026-11-20T15:00:00Z')).toBeNull();
  expect(titles(tickAt('2026-11-20T21:00:00Z'))).toEqual([TEACH]);
});

test('a lead time brings it earlier', async () => {
  await on({ minutesBefore: 15 });
  expect(titles(tickAt('2026-11-20T14:45:00Z'))).toEqual([TEACH]);
});

test('a stored setting that cannot be read leaves reminders off and everything else running', async () => {
  await on();
  app.db.prepare("UPDATE setting SET value = '[1]' WHERE key = 'reminders'").run();
  expect((await view()).settings.on).toBe(false);
});
