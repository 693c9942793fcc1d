import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import type { FaultPlan, RunPolicy } from '../../../electron/server/gateway/index.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

const data = mkdtempSync(path.join(tmpdir(), 'cairn-traces-'));
const ANSWER = {
  kind: 'answer',
  text: 'Fine.',
  usage: { input_tokens: 10, output_tokens: 5 },
  match: 'every',
} as const;

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

async function run(policy: Partial<RunPolicy> = {}, faults: FaultPlan = [ANSWER]) {
  const { gateway } = app.services.models;
  const { runId, token } = gateway.openRun({ model: null, ...policy }, faults);
  const sdk = new Anthropic({ baseURL: await gateway.baseUrl(), apiKey: token, maxRetries: 0 });
  const say = async (...texts: string[]): Promise<void> => {
    const messages = texts.map((content, n) => ({
      role: n % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content,
    }));
    await sdk.messages.create({ model: 'any', max_tokens: 20, messages }).catch(() => {});
    app.clock.advance(1000);
  };
  return { runId, token, sdk, say };
}

const callsOf = async (runId: string) =>
  (await app.client.traces.page.query({ filter: { runId } })).calls.toReversed();

test('a call whose messages extend an earlier one belongs to its conversation, and another does not', async () => {
  const { runId, say } = await run();
  await say('Hello');
  await say('Something else');
  await say('Hello', 'Fine.', 'And now?');
  await say('Hello', 'Fine.', 'And now?', 'Fine.', 'Bye');
  await say('Hello');
  const calls = await callsOf(runId);
  const [first, other, second, third, repeated] = calls.map(({ id, conversationId }) => ({
    id,
    conversationId,
  }));
  expect([first, second, third].map((call) => call!.conversationId)).toEqual([
    first!.id,
    first!.id,
    first!.id,
  ]);
  expect(other!.conversationId).toBe(other!.id);
  // The same question again, after it was answered, is a new conversation.
  expect(repeated!.conversationId).toBe(repeated!.id);
  const groups = await app.client.traces.groups.query({ by: 'conversation', filter: { runId } });
  expect(groups.map(({ id, calls: count }) => [id, count])).toEqual([
    [repeated!.id, 1],
    [other!.id, 1],
    [first!.id, 3],
  ]);
});

test('a call that is made again after it failed stays in its conversation', async () => {
  const { runId, say } = await run({}, [{ kind: 'status', status: 529 }, ANSWER]);
  await say('Hello');
  await say('Hello');
  const [failed, again] = await callsOf(runId);
  expect(failed).toMatchObject({ errorClass: 'overloaded', status: 529 });
  expect(again!.conversationId).toBe(failed!.id);
});

test('calls are found by lab, error, fault and words, page by page, with sums that keep the unknown apart', async () => {
  const one = await run({ labId: 'first-call', label: 'The first lab' });
  for (const text of ['a', 'b', 'c']) await one.say(text);
  const two = await run({ label: 'Another', maxCalls: 1 }, [{ kind: 'status', status: 500 }, ANSWER]);
  await two.say('d');
  await two.say('e');
  const ids = async (filter: Parameters<typeof app.client.traces.page.query>[0]['filter']) =>
    (await app.client.traces.page.query({ filter })).calls.map(
      ({ callIndex, label }) => `${label} ${callIndex}`,
    );
  expect(await ids({ labId: 'first-call' })).toEqual([
    'The first lab 3',
    'The first lab 2',
    'The first lab 1',
  ]);
  expect(await ids({ errorClass: 'any' })).toEqual(['Another 2', 'Another 1']);
  expect(await ids({ errorClass: 'limit' })).toEqual(['Another 2']);
  expect(await ids({ injected: 'status' })).toEqual(['Another 1']);
  expect(await ids({ text: 'FIRST LAB' })).toHaveLength(3);
  const page = await app.client.traces.page.query({ limit: 2 });
  const rest = await app.client.traces.page.query({ limit: 10, after: page.next! });
  expect([page.calls.length, rest.calls.length, rest.next]).toEqual([2, 3, null]);
  expect(await app.client.traces.totals.query({ labId: 'first-call' })).toEqual({
    calls: 3,
    failed: 0,
    inputTokens: 30,
    outputTokens: 15,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costUsd: 0,
    unknownCosts: 0,
  });
  const runs = await app.client.traces.groups.query({ by: 'run' });
  expect(runs.map(({ label, labId, calls, failed }) => [label, labId, calls, failed])).toEqual([
    ['Another', null, 2, 2],
    ['The first lab', 'first-call', 3, 0],
  ]);
});

test('a call comes with its exact texts, its spans and a command without its key', async () => {
  const { runId, token, say } = await run();
  await say("It's $HOME");
  const [call] = await callsOf(runId);
  const view = await app.client.traces.detail.query({ id: call!.id });
  expect(JSON.parse(view.request!)).toMatchObject({ messages: [{ content: "It's $HOME" }] });
  expect(JSON.parse(view.response!)).toMatchObject({ content: [{ text: 'Fine.' }] });
  expect(view.spans.map(({ name }) => name)).toEqual(['queue', 'answer']);
  expect(view.curl).toContain('curl "$ANTHROPIC_BASE_URL/v1/messages"');
  expect(view.curl).toContain(`It'\\''s $HOME`);
  expect(JSON.stringify(view)).not.toContain(token);
  const waterfall = await app.client.traces.waterfall.query({ of: 'run', id: runId });
  expect(waterfall).toMatchObject({
    startedAt: call!.startedAt,
    total: 1,
    calls: [{ call: { id: call!.id }, offsetMs: 0, spans: [{ name: 'queue' }, { name: 'answer' }] }],
  });
});

test('an export has the calls in full, as JSON and as an OTLP request, and no key', async () => {
  const { runId, token, say } = await run();
  await say('Hello');
  const json = await app.client.traces.export.query({ filter: { runId }, format: 'json' });
  expect(JSON.parse(json.text)).toMatchObject({ calls: [{ trace: { runId }, request: expect.any(String) }] });
  const otlp = await app.client.traces.export.query({ filter: { runId }, format: 'otlp-json' });
  expect(JSON.parse(otlp.text)).toMatchObject({
    resourceSpans: [{ scopeSpans: [{ spans: expect.any(Array) }] }],
  });
  expect([json.name, otlp.name]).toEqual([
    'cairn-traces-2026-11-21.json',
    'cairn-traces-2026-11-21.otlp-json.json',
  ]);
  expect(json.text + otlp.text).not.toContain(token);
});

test('long texts are compressed, read as before, and dropped by age and size while their lines stay', async () => {
  const { runId, say } = await run();
  const long = 'All work and no play. '.repeat(500);
  await say(long);
  const [call] = await callsOf(runId);
  await app.services.traces.tidy();
  const stored = app.db.prepare('SELECT encoding, length(request) AS size, bytes FROM model_call_body').all();
  expect(stored).toEqual([{ encoding: 'zstd', size: expect.any(Number), bytes: expect.any(Number) }]);
  const [{ size, bytes }] = stored as [{ size: number; bytes: number }];
  expect(size).toBeLessThan(bytes / 10);
  expect((await app.client.traces.detail.query({ id: call!.id })).request).toContain(long);
  app.clock.advance(3 * 86_400_000);
  await say('new');
  expect(await app.client.traces.setRetention.mutate({ days: 2, megabytes: 100 })).toMatchObject({
    dropped: 1,
  });
  expect(await app.client.traces.detail.query({ id: call!.id })).toMatchObject({ request: null, curl: null });
  await app.client.traces.setRetention.mutate({ days: 0, megabytes: 100 });
  await say('not kept');
  const calls = await callsOf(runId);
  expect(calls).toHaveLength(3);
  expect((await app.client.traces.detail.query({ id: calls.at(-1)!.id })).request).toBeNull();
});

test('spend is per local day, model and lab', async () => {
  // 23:30 and 00:30 in Paris are the same day in UTC.
  app.clock.set('2026-11-20T22:30:00Z');
  const { say } = await run({ labId: 'first-call' });
  await say('a');
  app.clock.set('2026-11-20T23:30:00Z');
  await say('b');
  await say('c');
  const lines = await app.client.traces.spend.query({ days: 7 });
  expect(lines.map(({ day, labId, calls }) => [day, labId, calls])).toEqual([
    ['2026-11-20', 'first-call', 1],
    ['2026-11-21', 'first-call', 2],
  ]);
  expect((await app.client.traces.spend.query({ days: 1 })).map(({ day }) => day)).toEqual(['2026-11-21']);
});

test('calls of a database from before traces keep their texts and attributes', async () => {
  const file = path.join(data, 'old.db');
  const { migrate } = await import('../../../electron/server/db/migrate.ts');
  const { default: Database } = await import('better-sqlite3');
  const { mkdirSync } = await import('node:fs');
  mkdirSync(data, { recursive: true });
  const old = new Database(file);
  migrate(old, 12);
  old.exec(`INSERT INTO model_call (id, run_id, started_at, provider, model, operation, streamed, status, outcome,
    total_ms, request, response, attributes) VALUES ('0199a0c0-0000-7000-8000-000000000001', NULL, 1, 'anthropic', 'm',
    'chat', 0, 200, 'answered', 5, '{"max_tokens":1}', '{"id":"x"}', '{"gen_ai.operation.name":"chat"}')`);
  old.close();
  await app.close();
  app = await createTestApp({ db: openDatabase(file) });
  const { calls } = await app.client.traces.page.query({});
  const view = await app.client.traces.detail.query({ id: calls[0]!.id });
  expect(view).toMatchObject({
    request: '{"max_tokens":1}',
    response: '{"id":"x"}',
    attributes: '{"gen_ai.operation.name":"chat"}',
  });
});
