import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const PATH = 'backend-to-agentic';
const firstTarget = (): string =>
  app.services.curriculum.get().paths.find((p) => p.id === PATH)!.phases[0]!.targets[0]!.id;

test('before a choice the first path is shown from today, and the next step is to choose', async () => {
  const today = await app.client.today.get.query();
  expect(today.plan).toMatchObject({
    enrolled: false,
    enrolment: { pathId: PATH, startedOn: '2026-11-21', hoursPerWeek: null },
  });
  expect(today.next).toMatchObject({ kind: 'welcome', to: '/welcome' });
});

describe('an enrolled person', () => {
  beforeEach(() =>
    app.client.plan.enroll.mutate({ pathId: PATH, startedOn: '2026-11-16', hoursPerWeek: null }),
  );

  test('sees what is done and due today, this week and this phase', async () => {
    await app.client.practice.log.mutate({ minutes: 60 });
    const plan = await app.client.plan.get.query();
    expect(plan).toMatchObject({
      currentPhaseId: 'month-1',
      dayOfPlan: 6,
      endsOn: '2028-11-15',
      day: { done: 3600, due: 7200 },
      week: { done: 3600, due: 14 * 3600, startsOn: '2026-11-16' },
    });
    expect(plan.phases[0]).toMatchObject({
      state: 'current',
      done: 3600,
      due: 5 * 7200,
      hours: 60,
      targets: 4,
      targetsDone: 0,
    });
  });

  test('is sent to the first lab as the next step, with its reason', async () => {
    const { next } = await app.client.today.get.query();
    expect(next).toMatchObject({ kind: 'lab', labId: 'first-call', to: '/labs/first-call' });
    expect(next.reason).toMatch(/no key and no network/);
  });

  test('is not told that a lab was begun when it was only opened', async () => {
    await app.client.labs.open.query({ slug: 'first-call' });
    const { next } = await app.client.today.get.query();
    expect([next.action, next.reason.includes('its first step waits')]).toEqual(['Go on with the lab', true]);
  });

  test('can change path and pace; what was done stays', async () => {
    await app.client.practice.log.mutate({ minutes: 60 });
    const plan = await app.client.plan.enroll.mutate({
      pathId: 'data-to-backend',
      startedOn: '2026-11-21',
      hoursPerWeek: 10,
    });
    expect(plan).toMatchObject({
      enrolment: { pathId: 'data-to-backend', hoursPerWeek: 10 },
      day: { done: 3600 },
    });
    expect(app.db.prepare('SELECT count(*) FROM enrolment').pluck().get()).toBe(2);
  });

  test('is told when a path does not exist', async () => {
    await expect(
      app.client.plan.enroll.mutate({ pathId: 'nope', startedOn: '2026-11-21', hoursPerWeek: null }),
    ).rejects.toThrow(/no path "nope"/);
  });
});

describe('a target', () => {
  test('moves to doing with its first evidence, is done on a day, and reopens with the evidence kept', async () => {
    const targetId = firstTarget();
    await app.client.targets.addEvidence.mutate({
      kind: 'link',
      targetId,
      value: 'https://example.com/pr/1',
    });
    expect((await app.client.targets.list.query())[0]).toMatchObject({
      targetId,
      status: 'doing',
      evidence: [{ kind: 'link' }],
    });
    expect(await app.client.targets.setStatus.mutate({ targetId, status: 'done' })).toMatchObject({
      status: 'done',
      doneOn: '2026-11-21',
    });
    expect(await app.client.targets.setStatus.mutate({ targetId, status: 'open' })).toMatchObject({
      status: 'open',
      doneOn: null,
      evidence: [{ kind: 'link' }],
    });
  });

  test('counts as evidence for its skills only when done with proof', async () => {
    const targetId = firstTarget();
    const skill = app.services.curriculum.get().paths[0]!.phases[0]!.targets[0]!.skills[0]!;
    const evidenceOf = async (): Promise<number | undefined> =>
      (await app.client.skills.get.query({ id: skill })).missing.find((m) => m.what === 'evidence')?.have;
    await app.client.targets.setStatus.mutate({ targetId, status: 'done' });
    const without = app.services.skills.get(skill);
    await app.client.targets.addEvidence.mutate({ kind: 'note', targetId, value: 'shipped' });
    expect([without.level, await evidenceOf()]).toEqual([0, undefined]);
  });

  test.each([
    ['an unknown target', { kind: 'note', targetId: 'nope', value: 'x' }, /no target "nope"/],
    ['a link that is none', { kind: 'link', targetId: 'nope', value: 'javascript:alert(1)' }, /https/],
    ['an empty note', { kind: 'note', targetId: 'nope', value: '  ' }, /./],
  ] as const)('refuses %s', async (_, input, reason) => {
    await expect(app.client.targets.addEvidence.mutate(input)).rejects.toThrow(reason);
  });

  test('is not done in the future', async () => {
    await expect(
      app.client.targets.setStatus.mutate({ targetId: firstTarget(), status: 'done', doneOn: '2027-01-01' }),
    ).rejects.toThrow(/day to come/);
  });
});

test('rhythm items of the day are checked off for their period only', async () => {
  app.clock.set('2026-11-20T10:00:00Z');
  const friday = await app.client.rhythm.today.query();
  const note = friday.find((item) => item.weekday === 'friday' && item.time === '16:00')!;
  const after = await app.client.rhythm.check.mutate({ itemId: note.id, done: true });
  expect(after.find((item) => item.id === note.id)!.checkedAt).toBe(app.clock.now());
  app.clock.advance(7 * 86_400_000);
  expect((await app.client.rhythm.today.query()).find((item) => item.id === note.id)!.checkedAt).toBeNull();
});

test('the forecast of the phase follows from the last whole weeks, and is silent without them', async () => {
  await app.client.plan.enroll.mutate({ pathId: PATH, startedOn: '2026-10-26', hoursPerWeek: 5 });
  expect((await app.client.plan.get.query()).forecast).toBeNull();
  for (const day of ['2026-10-27', '2026-11-03', '2026-11-10']) {
    await app.client.practice.log.mutate({ minutes: 240, startedAt: Date.parse(`${day}T10:00:00Z`) });
  }
  // 60 hours less 12 done, at 4 a week: twelve more weeks. The present week is not whole, so it does not count.
  expect((await app.client.plan.get.query()).forecast).toEqual({
    hoursPerWeek: 4,
    weeks: 3,
    likely: '2027-02-13',
    early: '2027-02-13',
    late: '2027-02-13',
  });
});
