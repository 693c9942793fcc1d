import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NextSteps } from '../../electron/shared/today.ts';
import { createTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
  await app.client.plan.enroll.mutate({
    pathId: 'backend-to-agentic',
    startedOn: '2026-11-16',
    hoursPerWeek: null,
  });
});
afterEach(() => app.close());

const next = (): Promise<NextSteps> => app.client.today.get.query();
const ids = ({ next: first, alternatives }: NextSteps): string[] => [
  first.id,
  ...alternatives.map((it) => it.id),
];

test('one step comes first, with two others about other skills, each with its reason', async () => {
  const steps = await next();
  expect(ids(steps)).toHaveLength(3);
  expect(steps.next).toMatchObject({ id: 'lab:first-call', kind: 'lab' });
  expect(steps.next.reason).toMatch(/It trains Prompt engineering \+ evals, P0, where you are at level 0/);
  const skills = [steps.next, ...steps.alternatives].map((step) => step.skillId);
  expect(new Set(skills).size).toBe(3);
  expect(steps.alternatives.every((step) => step.reason.length > 20)).toBe(true);
});

test('what was put off waits until tomorrow and no longer', async () => {
  const before = await next();
  const without = await app.client.today.putOff.mutate({ id: before.next.id });
  expect(ids(without)).not.toContain(before.next.id);
  expect(without.next.id).not.toBe(before.next.id);
  app.clock.set('2026-11-22T10:00:00Z');
  expect((await next()).next.id).toBe(before.next.id);
});

test('a step that was put off comes back with undo', async () => {
  const before = await next();
  await app.client.today.putOff.mutate({ id: before.next.id });
  const back = await app.client.today.putOff.mutate({ id: before.next.id, restore: true });
  expect(ids(back)).toEqual(ids(before));
});

test('with everything put off there is still a step', async () => {
  const seen = new Set<string>();
  for (let steps = await next(); !seen.has(steps.next.id);) {
    seen.add(steps.next.id);
    steps = await app.client.today.putOff.mutate({ id: steps.next.id });
  }
  expect(seen.size).toBeGreaterThan(10);
});

test('the time at hand is remembered, and a step that needs more of it says so or gives way', async () => {
  await app.client.today.putOff.mutate({ id: 'lab:first-call' });
  await app.client.settings.set.mutate({ minutesAvailable: 120 });
  const long = await next();
  expect([long.minutes, long.next.kind]).toEqual([120, 'target']);
  await app.client.settings.set.mutate({ minutesAvailable: 15 });
  const short = await next();
  expect([short.minutes, short.next.kind]).toEqual([15, 'skill']);
  const target = short.alternatives.find((step) => step.kind === 'target');
  if (target) expect(target.reason).toMatch(/wants about 30 min/);
});

describe('once the labs are out of the way', () => {
  beforeEach(() => app.client.today.putOff.mutate({ id: 'lab:first-call' }));

  test('a target in work comes before a fresh one', async () => {
    const targetId = 'read-three-posts';
    await app.client.targets.setStatus.mutate({ targetId, status: 'doing' });
    const { next: step } = await next();
    expect([step.targetId, step.reason.startsWith('You have begun it')]).toEqual([targetId, true]);
  });

  test('targets of phases that have not begun are left out', async () => {
    const later = app.services.plan.path().phases[2]!.targets.map((target) => `target:${target.id}`);
    expect(later.some((id) => ids({ ...app.services.today.next() }).includes(id))).toBe(false);
  });

  test('of skills of the same rank and level, the one that has faded comes first', async () => {
    for (const target of app.services.plan.path().phases[0]!.targets)
      await app.client.targets.setStatus.mutate({ targetId: target.id, status: 'done' });
    for (const skill of app.services.curriculum.get().skills) {
      const day = skill.id === 'tool-calling' ? '2026-08-01' : '2026-11-20';
      await app.client.practice.log.mutate({
        minutes: 150,
        skillId: skill.id,
        startedAt: Date.parse(`${day}T10:00:00Z`),
      });
    }
    const { next: step } = await next();
    expect([step.id, /last practised it 112 days ago/.test(step.reason)]).toEqual([
      'skill:tool-calling',
      true,
    ]);
  });

  test('a skill whose prerequisites have not begun says so', async () => {
    const { skills } = app.services.curriculum.get();
    const steps = await next();
    const stands = [steps.next, ...steps.alternatives].filter((step) => {
      const skill = skills.find(({ id }) => id === step.skillId);
      return (skill?.prerequisites.length ?? 0) > 0 && step.kind === 'skill';
    });
    for (const step of stands) expect(step.reason).toMatch(/It stands on/);
  });
});
