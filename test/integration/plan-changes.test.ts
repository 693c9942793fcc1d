import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlanView } from '../../electron/shared/plan.ts';
import { createTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
  await app.client.plan.enroll.mutate({
    pathId: 'backend-to-agentic',
    startedOn: '2026-11-02',
    hoursPerWeek: 7,
  });
});
afterEach(() => app.close());

const ends = (plan: PlanView): string[] => plan.phases.map((phase) => phase.endsOn);
const get = (): Promise<PlanView> => app.client.plan.get.query();
const holiday = { startsOn: '2026-12-01', endsOn: '2026-12-10', kind: 'holiday', reason: 'skiing' } as const;
const logOn = (day: string, minutes: number) =>
  app.client.practice.log.mutate({ minutes, startedAt: Date.parse(`${day}T10:00:00Z`) });

describe('a pause', () => {
  test('moves every end by its days, changes no hour that was done, and undo puts all back', async () => {
    await logOn('2026-11-16', 90);
    const before = await get();
    const after = await app.client.plan.addPause.mutate(holiday);
    expect(ends(after)[0]).toBe('2027-01-10');
    expect(ends(before)[0]).toBe('2026-12-31');
    expect(after.phases.map((phase) => phase.done)).toEqual(before.phases.map((phase) => phase.done));
    expect(after.pauses).toMatchObject([holiday]);
    const undone = await app.client.plan.undo.mutate({ id: after.latestChange! });
    expect([ends(undone), undone.pauses]).toEqual([ends(before), []]);
  });

  test('of last week means that nothing was due then', async () => {
    const { ahead } = await get();
    const after = await app.client.plan.addPause.mutate({
      startsOn: '2026-11-09',
      endsOn: '2026-11-15',
      kind: 'sick',
    });
    expect(after.ahead - ahead).toBe(7 * 3600);
    expect([after.week.due, after.day.due]).toEqual([7 * 3600, 3600]);
  });

  test('without an end holds the plan until the day one is back, and asks for nothing meanwhile', async () => {
    const paused = await app.client.plan.addPause.mutate({
      startsOn: '2026-11-19',
      endsOn: null,
      kind: 'sick',
    });
    expect(paused).toMatchObject({ day: { due: 0 }, pausedNow: { kind: 'sick', endsOn: null } });
    app.clock.set('2026-11-25T10:00:00Z');
    expect(ends(await get())[0]).toBe('2027-01-07');
    const back = await app.client.plan.resume.mutate();
    expect(back).toMatchObject({ pausedNow: null, day: { due: 3600 }, pauses: [{ endsOn: '2026-11-24' }] });
    expect(ends(back)[0]).toBe('2027-01-06');
    await expect(app.client.plan.resume.mutate()).rejects.toThrow(/no pause on 25 Nov 2026/);
  });

  test('that began today and ends today was none', async () => {
    await app.client.plan.addPause.mutate({ startsOn: '2026-11-21', endsOn: null, kind: 'sick' });
    expect((await app.client.plan.resume.mutate()).pauses).toEqual([]);
  });

  test('is edited and removed, and its days come back', async () => {
    const before = ends(await get());
    const { pauses } = await app.client.plan.addPause.mutate(holiday);
    const edited = await app.client.plan.updatePause.mutate({ ...pauses[0]!, endsOn: '2026-12-01' });
    expect(ends(edited)[0]).toBe('2027-01-01');
    expect(ends(await app.client.plan.removePause.mutate({ id: pauses[0]!.id }))).toEqual(before);
  });

  test.each([
    ['inside another', { startsOn: '2026-12-03', endsOn: '2026-12-04' }, /overlap: Holiday from 1 Dec/],
    ['from before without an end', { startsOn: '2026-11-01', endsOn: null }, /Two pauses overlap/],
    ['on its last day', { startsOn: '2026-12-10', endsOn: '2026-12-12' }, /Two pauses overlap/],
    ['that ends before it begins', { startsOn: '2026-12-20', endsOn: '2026-12-19' }, /first day or later/],
    ['in the year 1900', { startsOn: '1900-01-01', endsOn: '1900-01-02' }, /within ten years/],
    ['on 30 February', { startsOn: '2027-02-30', endsOn: null }, /date/],
  ])('%s is refused, and nothing changes', async (_, span, reason) => {
    await app.client.plan.addPause.mutate(holiday);
    await expect(app.client.plan.addPause.mutate({ ...span, kind: 'other' })).rejects.toThrow(reason);
    expect((await get()).pauses).toHaveLength(1);
  });

  test('next to another is fine', async () => {
    await app.client.plan.addPause.mutate(holiday);
    const next = { startsOn: '2026-12-11', endsOn: null, kind: 'other' } as const;
    expect((await app.client.plan.addPause.mutate(next)).pauses).toHaveLength(2);
  });
});

test('pauses that an import made overlap count each day once, and can be mended one by one', async () => {
  await app.client.plan.addPause.mutate(holiday);
  const [row] = (
    await app.client.plan.addPause.mutate({ startsOn: '2026-12-20', endsOn: null, kind: 'sick' })
  ).pauses;
  app.db
    .prepare("UPDATE plan_pause SET starts_on = '2026-12-05', ends_on = '2026-12-12' WHERE ends_on IS NULL")
    .run();
  const plan = await get();
  expect(ends(plan)[0]).toBe('2027-01-12');
  const later = { startsOn: '2027-03-01', endsOn: '2027-03-02', kind: 'other' } as const;
  expect((await app.client.plan.addPause.mutate(later)).pauses).toHaveLength(3);
  const mended = await app.client.plan.updatePause.mutate({ ...row!, endsOn: '2026-12-04' });
  expect(mended.pauses[0]).toMatchObject({ endsOn: '2026-12-04' });
});

describe('another pace from a date on', () => {
  test('moves the ends and leaves what was due before', async () => {
    const before = await get();
    const after = await app.client.plan.setPace.mutate({ fromOn: '2026-12-02', hoursPerWeek: 3.5 });
    expect([ends(after)[0], after.ahead, after.week]).toEqual(['2027-01-30', before.ahead, before.week]);
    expect(after.paces).toMatchObject([{ fromOn: '2026-12-02', hoursPerWeek: 3.5 }]);
  });

  test('on the same day replaces the one before, and can be taken back', async () => {
    const before = ends(await get());
    await app.client.plan.setPace.mutate({ fromOn: '2026-12-02', hoursPerWeek: 3.5 });
    const { paces } = await app.client.plan.setPace.mutate({ fromOn: '2026-12-02', hoursPerWeek: 14 });
    expect(paces).toMatchObject([{ hoursPerWeek: 14 }]);
    expect(ends(await app.client.plan.removePace.mutate({ id: paces[0]!.id }))).toEqual(before);
  });

  test('stays when the start moves, and goes with another path', async () => {
    await app.client.plan.setPace.mutate({ fromOn: '2026-12-02', hoursPerWeek: 3.5 });
    const pathId = 'backend-to-agentic';
    const moved = await app.client.plan.enroll.mutate({ pathId, startedOn: '2026-11-09', hoursPerWeek: 7 });
    expect(moved.paces).toMatchObject([{ fromOn: '2026-12-02', hoursPerWeek: 3.5 }]);
    const other = await app.client.plan.enroll.mutate({
      pathId: 'data-to-backend',
      startedOn: '2026-11-09',
      hoursPerWeek: 7,
    });
    expect(other.paces).toEqual([]);
    const back = await app.client.plan.undo.mutate({ id: other.latestChange! });
    expect([back.enrolment.pathId, back.paces.length]).toEqual([pathId, 1]);
  });

  test.each([
    ['from the first day', { fromOn: '2026-11-02', hoursPerWeek: 5 }, /starts on 2 Nov 2026/],
    ['of nothing', { fromOn: '2026-12-02', hoursPerWeek: 0 }, /make a pause/],
    ['of 81 hours', { fromOn: '2026-12-02', hoursPerWeek: 81 }, /80 hours/],
  ])('%s is refused', async (_, input, reason) => {
    await expect(app.client.plan.setPace.mutate(input)).rejects.toThrow(reason);
  });

  test('needs a plan', async () => {
    const fresh = await createTestApp();
    await expect(fresh.client.plan.setPace.mutate({ fromOn: '2026-12-02', hoursPerWeek: 5 })).rejects.toThrow(
      /no plan yet/,
    );
    await fresh.close();
  });
});

describe('the history of the plan', () => {
  test('says what changed and by how many days it moved, newest first, with what was taken back', async () => {
    app.clock.advance(1000);
    await app.client.plan.addPause.mutate(holiday);
    app.clock.advance(1000);
    const { latestChange } = await app.client.plan.setPace.mutate({
      fromOn: '2026-12-21',
      hoursPerWeek: null,
    });
    app.clock.advance(1000);
    await app.client.plan.undo.mutate({ id: latestChange! });
    const history = await app.client.plan.history.query();
    expect(history.map(({ text, movedDays, undone }) => [text, movedDays, undone])).toEqual([
      ['From 21 Dec 2026, the path’s own hours', expect.any(Number), true],
      ['Holiday from 1 Dec 2026 to 10 Dec 2026 (10 days): skiing', 10, false],
      ['Backend engineer to architect of agentic systems from 2 Nov 2026, 7 h a week', null, false],
    ]);
    expect(history.map((version) => version.phases.length)).toEqual([4, 4, 4]);
    expect(history[1]!.phases[0]!.endsOn).toBe('2027-01-10');
  });

  test('knows plans that were chosen before changes were kept', async () => {
    app.db.exec('DELETE FROM plan_change');
    app.clock.advance(1000);
    await app.client.plan.addPause.mutate(holiday);
    expect((await app.client.plan.history.query()).map(({ text }) => text.slice(0, 7))).toEqual([
      'Holiday',
      'Backend',
    ]);
  });

  test('takes back only the newest change', async () => {
    const first = await app.client.plan.addPause.mutate(holiday);
    await app.client.plan.setPace.mutate({ fromOn: '2026-12-21', hoursPerWeek: 3 });
    await expect(app.client.plan.undo.mutate({ id: first.latestChange! })).rejects.toThrow(/changed again/);
  });

  test('holds no change that changed nothing', async () => {
    await app.client.plan.enroll.mutate({
      pathId: 'backend-to-agentic',
      startedOn: '2026-11-02',
      hoursPerWeek: 7,
    });
    expect(await app.client.plan.history.query()).toHaveLength(1);
  });
});

describe('what lies ahead', () => {
  beforeEach(async () => {
    app.clock.set('2026-12-07T10:00:00Z');
    const days = ['2026-11-03', '2026-11-11', '2026-11-18', '2026-11-25', '2026-12-02'];
    for (const [index, day] of days.entries()) await logOn(day, index === 2 ? 0.5 : 240 + 60 * index);
  });

  test('is forecast for every phase and each open target, later ones later', async () => {
    const { phases, targets, weeks } = await app.client.plan.outlook.query();
    expect([weeks, phases.length, targets.length]).toEqual([5, 4, 16]);
    for (const list of [phases, targets]) {
      const days = list.map(({ forecast }) => forecast!.likely);
      expect(days).toEqual(days.toSorted());
    }
    for (const { forecast, withMore } of phases) expect(withMore!.likely < forecast!.likely).toBe(true);
  });

  test('leaves a week with a paused day out of the pace', async () => {
    const before = await app.client.plan.outlook.query();
    await app.client.plan.addPause.mutate({ startsOn: '2026-11-18', endsOn: '2026-11-18', kind: 'sick' });
    const after = await app.client.plan.outlook.query();
    expect([after.weeks, after.weeksLeftOut]).toEqual([4, 1]);
    expect(after.hoursPerWeek!).toBeGreaterThan(before.hoursPerWeek!);
  });

  test('steps over a pause to come', async () => {
    const before = await app.client.plan.outlook.query();
    await app.client.plan.addPause.mutate({ startsOn: '2026-12-10', endsOn: '2026-12-19', kind: 'holiday' });
    const after = await app.client.plan.outlook.query();
    const likely = ({ phases }: typeof before): number => Date.parse(phases[0]!.forecast!.likely);
    expect(likely(after) - likely(before)).toBe(10 * 86_400_000);
  });

  test('names the targets at risk and what would close it; a done one is not among them', async () => {
    const [first] = (await app.client.plan.outlook.query()).targets;
    expect(first).toMatchObject({ hours: 9, dueOn: '2026-12-31', risk: 'on-time', minutesMore: 0 });
    await app.client.plan.setPace.mutate({ fromOn: '2026-12-08', hoursPerWeek: 80 });
    const { targets } = await app.client.plan.outlook.query();
    expect(targets[0]).toMatchObject({ risk: 'at-risk', dueOn: '2026-12-10' });
    expect(targets[0]!.minutesMore).toBeGreaterThan(30);
    await app.client.targets.setStatus.mutate({ targetId: first!.targetId, status: 'done' });
    const ids = (await app.client.plan.outlook.query()).targets.map(({ targetId }) => targetId);
    expect([ids.length, ids.includes(first!.targetId)]).toEqual([15, false]);
  });

  test('says for a person without recent practice what half an hour a day alone would do', async () => {
    const fresh = await createTestApp();
    const { hoursPerWeek, phases, targets } = await fresh.client.plan.outlook.query();
    expect([hoursPerWeek, phases[0]!.forecast, targets[0]!.risk]).toEqual([null, null, 'unknown']);
    // 60 hours at 3.5 a week.
    expect(phases[0]!.withMore!.likely).toBe('2027-03-21');
    await fresh.close();
  });
});

test('the gap to the even pace comes with what would close it', async () => {
  // 19 days at one hour, nothing done.
  const plan = await get();
  expect([plan.ahead, plan.minutesToClose]).toEqual([-19 * 3600, Math.ceil((19 * 60) / 41)]);
});

test('the habit counts rest days and pauses as the settings say', async () => {
  for (const day of ['16', '17', '18', '20']) await logOn(`2026-11-${day}`, 30);
  expect(app.services.plan.view().habit).toMatchObject({ streak: 4, restDays: 2, restLeft: 1 });
  await app.client.settings.set.mutate({ restDays: 0 });
  expect(app.services.plan.view().habit).toMatchObject({ streak: 1 });
  await app.client.plan.addPause.mutate({ startsOn: '2026-11-19', endsOn: '2026-11-19', kind: 'sick' });
  expect(app.services.plan.view().habit).toMatchObject({ streak: 4 });
});
