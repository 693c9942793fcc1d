import Anthropic from '@anthropic-ai/sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { mockAnthropic, type MockAnthropic } from '../fixtures/gateway/mock-anthropic.ts';

const ASK = { model: 'any', max_tokens: 5, messages: [{ role: 'user' as const, content: 'Hi' }] };
let kit: TestApp;
let upstream: MockAnthropic;
beforeEach(async () => {
  kit = await createTestApp();
  upstream = await mockAnthropic();
});
afterEach(async () => {
  await kit.close();
  await upstream.close();
});

/** What a refused call tells the window. */
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { data: { cairn: unknown } }) => error.data.cairn,
  );

test('a window sees a run live and stops it; the provider sees the call go', async () => {
  const { gateway } = kit.services.models;
  await kit.client.models.addServer.mutate({ baseUrl: await modelServer(), title: 'Slow' });
  upstream.answer = () => {};
  const { runId, token } = gateway.openRun({ model: 'slow/m', label: 'My program', maxCalls: 3 });
  const sdk = new Anthropic({ baseURL: await gateway.baseUrl(), apiKey: token, maxRetries: 2 });
  const before = upstream.seen.length;
  const call = sdk.messages.create(ASK).catch((error: unknown) => error);
  while (upstream.seen.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await kit.client.runs.live.query()).toMatchObject([
    {
      runId,
      label: 'My program',
      model: 'slow/m',
      inFlight: 1,
      calls: 1,
      limits: { calls: 3, costUsd: null },
    },
  ]);
  expect(await kit.client.runs.stop.mutate({ runId })).toEqual([]);
  await upstream.seen.at(-1)!.hungUp;
  expect(await call).toBeInstanceOf(Error);
  expect(await refusal(kit.client.runs.stop.mutate({ runId }))).toMatchObject({
    code: 'not_found',
    hint: expect.stringContaining('ledger'),
  });
});

/** The mock as a server that lists one model. */
async function modelServer(): Promise<string> {
  upstream.answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'm', owned_by: 'x' }] }));
  };
  return upstream.url;
}

test('all runs can be stopped at once', async () => {
  const { gateway } = kit.services.models;
  gateway.openRun({ model: null });
  gateway.openRun({ model: null });
  expect(await kit.client.runs.live.query()).toHaveLength(2);
  expect(await kit.client.runs.stopAll.mutate()).toEqual([]);
});

test('the monthly cap is a setting that survives, and its state is told', async () => {
  expect(await kit.client.runs.month.query()).toEqual({
    month: '2026-11',
    spentUsd: 0,
    unknownCalls: 0,
    capUsd: null,
    warnUsd: null,
    state: 'no-cap',
  });
  expect(await kit.client.runs.setMonthlyCap.mutate({ usd: 20 })).toMatchObject({
    capUsd: 20,
    warnUsd: 16,
    state: 'below',
  });
  expect((await kit.client.settings.get.query()).monthlyCapUsd).toBe(20);
  expect(await refusal(kit.client.runs.setMonthlyCap.mutate({ usd: -1 }))).toMatchObject({
    code: 'bad_input',
  });
  expect(await kit.client.runs.setMonthlyCap.mutate({ usd: null })).toMatchObject({ state: 'no-cap' });
});

test('a month begins at midnight where the person is', async () => {
  kit.clock.travel('Pacific/Auckland');
  const put = kit.db.prepare(
    `INSERT INTO model_call (id, run_id, started_at, provider, model, operation, streamed, status, outcome, total_ms,
       output_tokens, cost_usd, attributes) VALUES (?, 'r', ?, 'p', 'm', 'chat', 0, 200, 'answered', 1, 1, ?, '{}')`,
  );
  put.run('a', Date.parse('2026-10-31T23:59:59+13:00'), 1);
  put.run('b', Date.parse('2026-11-01T00:00:00+13:00'), 2);
  put.run('c', Date.parse('2026-11-02T00:00:00+13:00'), null);
  expect(await kit.client.runs.month.query()).toMatchObject({ spentUsd: 2, unknownCalls: 1 });
});

test('recorded answers can be counted and forgotten', async () => {
  kit.services.models.recordings.add(
    { key: 'k', provider: 'p', model: 'm', operation: 'messages', body: null },
    { contentType: 'application/json', chunks: ['{}'] },
  );
  expect(await kit.client.runs.recordings.query()).toMatchObject({ answers: 1 });
  expect(await kit.client.runs.clearRecordings.mutate()).toEqual({ answers: 0, bytes: 0 });
});
