import type { ServerResponse } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import { json, MESSAGE, mockAnthropic, type MockAnthropic } from '../../fixtures/gateway/mock-anthropic.ts';

const HAIKU = 'anthropic/claude-haiku-5-5';
const ASK = { model: 'any', max_tokens: 50, messages: [{ role: 'user' as const, content: 'Hi' }] };
const HELD = { kind: 'timeout', match: 'every' } as const;

let upstream: MockAnthropic;
let kit: TestGateway;
let capUsd: number | null = null;
beforeAll(async () => {
  upstream = await mockAnthropic();
  kit = await startGateway({
    anthropicUrl: upstream.url,
    env: { ANTHROPIC_API_KEY: 'sk-ant-test-key' },
    monthlyCapUsd: () => capUsd,
  });
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answer = (response) => json(response, 200, MESSAGE);
});
afterEach(() => {
  capUsd = null;
});
afterAll(async () => {
  await kit.close();
  await upstream.close();
});

/** Resolves when so many requests have reached the provider. */
async function reached(count: number): Promise<void> {
  while (upstream.seen.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('one call more than may run at a time is refused, and welcome once another has ended', async () => {
  const { sdk, runId } = kit.client({ model: null, maxConcurrent: 2 }, [HELD, HELD], 2);
  const leave = new AbortController();
  const held = [0, 1].map(() =>
    sdk.messages.create(ASK, { signal: leave.signal, maxRetries: 0 }).catch(() => 'ended'),
  );
  while (kit.gateway.openRuns().find((run) => run.runId === runId)!.inFlight < 2)
    await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 429,
    details: { limit: 'maxConcurrent', cap: 2 },
  });
  expect(kit.gateway.calls(runId)).toHaveLength(3);
  leave.abort();
  await Promise.all(held);
  await kit.gateway.settled(runId, 1000);
  kit.gateway.setFaults(runId, [{ kind: 'answer', text: 'Now.' }]);
  expect((await sdk.messages.create(ASK)).content).toMatchObject([{ text: 'Now.' }]);
});

test('a prompt that cannot fit never reaches the provider, in the words of either API', async () => {
  const { sdk, token } = kit.client({ model: HAIKU, maxInputTokens: 100 });
  const long = { ...ASK, messages: [{ role: 'user' as const, content: 'word '.repeat(200) }] };
  await expect(sdk.messages.create(long)).rejects.toMatchObject({
    status: 429,
    apiMessage: expect.stringContaining('maxInputTokens'),
    details: { error_code: 'run_limit_too_small' },
  });
  const openai = new OpenAI({ baseURL: `${kit.baseUrl}/v1`, apiKey: token, maxRetries: 2 });
  await expect(openai.chat.completions.create(long)).rejects.toMatchObject({
    status: 429,
    code: 'run_limit_too_small',
    message: expect.stringContaining('maxInputTokens'),
  });
  expect(upstream.seen).toHaveLength(0);
});

test('of 32 parallel calls only those go out whose prompts fit together', async () => {
  upstream.answer = (response) =>
    json(response, 200, { ...MESSAGE, usage: { input_tokens: 4, output_tokens: 5 } });
  // "Hi" is estimated as 4 tokens.
  const { sdk, runId } = kit.client({ model: HAIKU, maxInputTokens: 41 });
  await Promise.allSettled(Array.from({ length: 32 }, () => sdk.messages.create(ASK)));
  expect(upstream.seen).toHaveLength(10);
  expect(kit.gateway.usage(runId)).toMatchObject({ calls: 10, inputTokens: 40 });
});

test.each([
  ['before an answer', (): void => {}],
  [
    'in the middle of a stream',
    (response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: ping\ndata: {"type":"ping"}\n\n');
    },
  ],
])('the kill switch ends a call %s at once, and the provider sees it go', async (_, answer) => {
  upstream.answer = answer;
  const { sdk, runId } = kit.client({ model: HAIKU, label: 'Doomed' });
  const call = sdk.messages
    .stream(ASK)
    .finalMessage()
    .catch((error: unknown) => error);
  await reached(1);
  expect(kit.gateway.openRuns()[0]).toMatchObject({ runId, label: 'Doomed', inFlight: 1, calls: 1 });
  kit.gateway.closeRun(runId);
  expect(await call).toBeInstanceOf(Error);
  await upstream.seen[0]!.hungUp;
  await expect(sdk.messages.create(ASK)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({ outcome: 'aborted', abortedBy: 'run-closed' });
  expect(kit.gateway.openRuns().some((run) => run.runId === runId)).toBe(false);
});

test('the 32 calls of a run all end upstream when it is stopped', async () => {
  upstream.answer = () => {};
  const { sdk, runId } = kit.client({ model: HAIKU });
  const calls = Array.from({ length: 32 }, () => sdk.messages.create(ASK).catch(() => 'ended'));
  await reached(32);
  kit.gateway.closeRun(runId);
  expect(new Set(await Promise.all(calls))).toEqual(new Set(['ended']));
  await Promise.all(upstream.seen.map(({ hungUp }) => hungUp));
  expect(await kit.gateway.settled(runId, 2000)).toBe(true);
});

test('a model of unknown price needs a yes where money is capped, and then costs "unknown", not 0', async () => {
  const UNKNOWN = 'anthropic/claude-unheard-of';
  const strict = kit.client({ model: UNKNOWN, maxCostUsd: 1 });
  await expect(strict.sdk.messages.create(ASK)).rejects.toMatchObject({
    errorCode: 'unknown_price',
  });
  const { sdk, runId } = kit.client({ model: UNKNOWN, maxCostUsd: 1, allowUnknownCost: true });
  await sdk.messages.create(ASK);
  await sdk.messages.create(ASK);
  expect(kit.gateway.usage(runId)).toMatchObject({ calls: 2, costUsd: null });
});

test('cache reads and writes are in the cost of a call', async () => {
  upstream.answer = (response) =>
    json(response, 200, {
      ...MESSAGE,
      usage: {
        input_tokens: 1000,
        output_tokens: 100,
        cache_read_input_tokens: 2000,
        cache_creation_input_tokens: 3000,
        cache_creation: { ephemeral_5m_input_tokens: 1000, ephemeral_1h_input_tokens: 2000 },
      },
    });
  const { sdk, runId } = kit.client({ model: HAIKU });
  await sdk.messages.create(ASK);
  const expected = (1000 * 0.1 + 100 * 0.5 + 2000 * 0.01 + 1000 * 0.125 + 2000 * 0.2) / 1e6;
  expect(kit.gateway.usage(runId).costUsd).toBeCloseTo(expected, 12);
});

test('a provider passes the model names of the program on, and no other provider is reached', async () => {
  const { sdk } = kit.client({ model: HAIKU, provider: 'anthropic', pinModel: false });
  await sdk.messages.create({ ...ASK, model: 'claude-sonnet-5-5' });
  await sdk.messages.create({ ...ASK, model: 'anthropic/claude-opus-5-5' });
  expect(upstream.seen.map(({ body }) => (JSON.parse(body) as { model: string }).model)).toEqual([
    'claude-sonnet-5-5',
    'claude-opus-5-5',
  ]);
});

test('the monthly cap stops paid calls of every run, warns before, and leaves free models alone', async () => {
  const before = kit.gateway.spend().spentUsd;
  expect(kit.gateway.spend()).toMatchObject({ state: 'no-cap', capUsd: null });
  upstream.answer = (response) =>
    json(response, 200, { ...MESSAGE, usage: { input_tokens: 100_000, output_tokens: 0 } });
  // 100,000 tokens cost one cent.
  capUsd = before + 0.0295;
  const states: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    await kit.client({ model: HAIKU }).sdk.messages.create(ASK);
    states.push(kit.gateway.spend().state);
  }
  expect(states[0]).toBe('below');
  expect(states.at(-1)).toBe('reached');
  const sent = upstream.seen.length;
  await expect(kit.client({ model: HAIKU }).sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 429,
    errorCode: 'monthly_cap_reached',
    apiMessage: expect.stringContaining('monthly cap'),
  });
  expect(upstream.seen).toHaveLength(sent);
  const free = kit.client({ model: null }, [{ kind: 'answer', text: 'Free.' }]);
  expect((await free.sdk.messages.create(ASK)).content).toMatchObject([{ text: 'Free.' }]);
});

test('the warning comes at four fifths of the monthly cap', async () => {
  upstream.answer = (response) =>
    json(response, 200, { ...MESSAGE, usage: { input_tokens: 100_000, output_tokens: 0 } });
  await kit.client({ model: HAIKU }).sdk.messages.create(ASK);
  const { spentUsd } = kit.gateway.spend();
  capUsd = spentUsd / 0.81;
  expect(kit.gateway.spend()).toMatchObject({ state: 'near', warnUsd: capUsd * 0.8 });
  capUsd = spentUsd / 0.79;
  expect(kit.gateway.spend()).toMatchObject({ state: 'below' });
});
