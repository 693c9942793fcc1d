import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/app.ts';
import { seedTraces, type SeededTraces } from '../../support/seed-traces.ts';

let app: TestApp;
let seeded: SeededTraces;
beforeAll(async () => {
  app = await createTestApp();
  seeded = seedTraces(app.db, { now: app.clock.now(), more: 300 });
});
afterAll(() => app.close());

test.each(['run', 'conversation'] as const)('every %s is found page by page, once', async (by) => {
  const { groups } = app.client.traces;
  const whole = await groups.query({ by, limit: 500 });
  const paged: typeof whole = [];
  for (let page = await groups.query({ by, limit: 7 }); page.length > 0;) {
    paged.push(...page);
    const { startedAt, id } = page.at(-1)!;
    page = await groups.query({ by, limit: 7, after: { startedAt, id } });
  }
  expect(whole.length).toBeGreaterThan(15);
  expect(paged).toEqual(whole);
});

test('a waterfall comes in parts on the axis of the whole, for a run and for a conversation', async () => {
  const { waterfall } = app.client.traces;
  const run = await waterfall.query({ of: 'run', id: seeded.agentRun });
  expect([run.total, run.calls.map(({ call }) => call.id)]).toEqual([4, seeded.agentCalls]);
  const part = await waterfall.query({ of: 'run', id: seeded.agentRun, offset: 2, limit: 1 });
  expect(part).toEqual({ ...run, calls: [run.calls[2]] });
  expect(part.calls[0]!.offsetMs).toBe(2600);
  const conversation = await waterfall.query({ of: 'conversation', id: seeded.agentCalls[0]! });
  expect(conversation.calls.map(({ call }) => call.id)).toEqual(seeded.agentCalls.slice(0, 3));
  expect(await waterfall.query({ of: 'run', id: seeded.largeCall })).toEqual({
    startedAt: 0,
    total: 0,
    calls: [],
  });
});

test('the choices of a filter are what occurs, the most frequent first', async () => {
  const choices = await app.client.traces.choices.query();
  expect(choices.labs.toSorted()).toEqual(['agent-loop', 'first-call', 'rag-from-scratch']);
  expect(choices.providers[0]).toBe('anthropic');
  expect(choices).toMatchObject({ errorClasses: ['overloaded'], faults: ['status'] });
});
