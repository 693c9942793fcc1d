import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const SKILL = 'prompt-engineering-evals';
const get = (id = SKILL) => app.client.skills.get.query({ id });
const logOn = (day: string, hours: number, skillId = SKILL) =>
  app.client.practice.log.mutate({
    minutes: hours * 60,
    skillId,
    startedAt: Date.parse(`${day}T10:00:00Z`),
  });

describe('the history of a skill’s levels', () => {
  test('names the day on which the hours were reached, not the day it was looked at', async () => {
    await logOn('2026-11-02', 1.5);
    await logOn('2026-11-05', 1);
    await logOn('2026-11-19', 1);
    expect((await get()).history).toEqual([
      {
        level: 1,
        reachedOn: '2026-11-05',
        facts: { hours: 2.5, labSteps: 0, labs: 0, evidence: 0 },
        held: true,
      },
    ]);
  });

  test('keeps a level whose evidence was deleted, and says that it is gone', async () => {
    const { session } = await logOn('2026-11-05', 3);
    app.services.skills.remember();
    await app.client.practice.remove.mutate({ id: session.id });
    expect(await get()).toMatchObject({
      level: 0,
      history: [{ level: 1, reachedOn: '2026-11-05', held: false }],
    });
  });

  test('keeps the first day when the level is reached again', async () => {
    const { session } = await logOn('2026-11-05', 3);
    app.services.skills.remember();
    await app.client.practice.remove.mutate({ id: session.id });
    await logOn('2026-11-20', 3);
    app.services.skills.remember();
    expect((await get()).history).toMatchObject([{ level: 1, reachedOn: '2026-11-05', held: true }]);
  });

  test('writes nothing when nothing was reached', async () => {
    app.services.skills.remember();
    await logOn('2026-11-05', 3);
    app.services.skills.remember();
    const rows = app.db.prepare('SELECT count(*) FROM skill_level').pluck();
    app.services.skills.remember();
    expect(rows.get()).toBe(1);
  });

  test('dates a level by the last of its conditions: here a target that proves it', async () => {
    const { paths, skills } = app.services.curriculum.get();
    const targets = paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets));
    const taught = new Set(app.services.labs.catalogue().flatMap((lab) => lab.skills));
    // Without a lab: a skill that has one asks for it as well.
    const skill = skills.find(({ id }) => !taught.has(id) && targets.some((one) => one.skills.includes(id)))!;
    const target = targets.find((one) => one.skills.includes(skill.id))!;
    await logOn('2026-11-05', 7, skill.id);
    await app.client.targets.addEvidence.mutate({ kind: 'note', targetId: target.id, value: 'shown' });
    await app.client.targets.setStatus.mutate({ targetId: target.id, status: 'done' });
    expect((await get(skill.id)).history.map(({ level, reachedOn }) => [level, reachedOn])).toEqual([
      [1, '2026-11-05'],
      [2, '2026-11-21'],
    ]);
  });
});

describe('freshness', () => {
  test('halves with each half-life of the level, and a level does not sink with it', async () => {
    await logOn('2026-11-07', 3);
    expect(await get()).toMatchObject({ level: 1, freshness: 0.5, halfLifeDays: 14 });
    app.clock.set('2026-12-05T10:00:00Z');
    expect(await get()).toMatchObject({ level: 1, freshness: 0.25 });
  });

  test('is not said of a skill without a level', async () => {
    await logOn('2026-11-07', 1);
    expect((await get()).freshness).toBeNull();
  });
});
