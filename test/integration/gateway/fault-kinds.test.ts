import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault, FaultPlan } from '../../../electron/server/gateway/index.ts';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';

let kit: TestGateway;
beforeAll(async () => {
  kit = await startGateway();
});
afterAll(() => kit.close());

const ASK = { model: 'any', max_tokens: 50, messages: [{ role: 'user' as const, content: 'Hi' }] };
const TOOL = { type: 'object' as const, properties: { value: { type: 'string' } } };
const ANSWER = { text: 'One two three four five six.' };

/** A run without a model, and both official clients on it. */
function clients(faults: FaultPlan, retries = 0) {
  const { sdk, runId, token } = kit.client({ model: null }, faults, retries);
  const openai = new OpenAI({ baseURL: `${kit.baseUrl}/v1`, apiKey: token, maxRetries: retries });
  return { sdk, openai, runId };
}

/** How a call of either client ends: what it gave, or the error. */
const outcome = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

async function openAiStream(
  openai: OpenAI,
): Promise<{ text: string; finish: string | null; error: unknown }> {
  const seen = { text: '', finish: null as string | null, error: null as unknown };
  try {
    for await (const chunk of await openai.chat.completions.create({ ...ASK, stream: true })) {
      seen.text += chunk.choices[0]?.delta.content ?? '';
      seen.finish = chunk.choices[0]?.finish_reason ?? seen.finish;
    }
  } catch (error) {
    seen.error = error;
  }
  return seen;
}

/** Every call of the run shows the fault. */
async function expectInjected(runId: string, kind: Fault['kind'], calls: number): Promise<void> {
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId).map(({ injected }) => injected)).toEqual(Array(calls).fill(kind));
  expect(kit.gateway.traces.ofRun(runId).map(({ injected }) => injected)).toEqual(Array(calls).fill(kind));
}

test.each([429, 500, 529])('an injected %i is an error of that status in both clients', async (status) => {
  const { sdk, openai, runId } = clients([{ kind: 'status', status, match: 'every' }]);
  expect(await outcome(sdk.messages.create(ASK))).toMatchObject({ status });
  expect(await outcome(openai.chat.completions.create(ASK))).toMatchObject({ status });
  await expectInjected(runId, 'status', 2);
});

test('retry-after reaches both clients, and both wait for it', async () => {
  const limited = { kind: 'status', status: 429, retryAfter: 1 } as const;
  const { sdk, openai, runId } = clients([limited, { kind: 'answer', ...ANSWER }], 1);
  await sdk.messages.create(ASK);
  kit.gateway.setFaults(runId, [limited, { kind: 'answer', ...ANSWER }]);
  await openai.chat.completions.create(ASK);
  const calls = kit.gateway.calls(runId);
  expect(calls.map(({ status }) => status)).toEqual([429, 200, 429, 200]);
  for (const [first, second] of [
    [0, 1],
    [2, 3],
  ] as const)
    expect(calls[second]!.startedAt - calls[first]!.startedAt).toBeGreaterThanOrEqual(950);
});

test('a reset connection is a connection error in both clients, and they try again', async () => {
  const { sdk, openai, runId } = clients([{ kind: 'reset', match: 'every' }]);
  expect(await outcome(sdk.messages.create(ASK))).toBeInstanceOf(Anthropic.APIConnectionError);
  expect(await outcome(openai.chat.completions.create(ASK))).toBeInstanceOf(OpenAI.APIConnectionError);
  await expectInjected(runId, 'reset', 2);
  expect(kit.gateway.calls(runId)).toMatchObject([
    { status: null, outcome: 'cut', error: expect.stringContaining('reset') },
    { status: null, outcome: 'cut' },
  ]);
  const retried = clients([{ kind: 'reset' }, { kind: 'answer', ...ANSWER }], 1);
  expect(await retried.sdk.messages.create(ASK)).toMatchObject({ content: [ANSWER] });
});

test('a slow first byte and a slow drip are late, and whole', async () => {
  for (const fault of [
    { kind: 'slow-first-byte', ms: 300, answer: ANSWER },
    { kind: 'drip', ms: 60, answer: ANSWER },
  ] as const) {
    const { sdk, openai, runId } = clients([{ ...fault, match: 'every' }]);
    expect((await sdk.messages.stream(ASK).finalMessage()).content).toMatchObject([ANSWER]);
    expect(await openAiStream(openai)).toMatchObject({ ...ANSWER, finish: 'stop', error: null });
    await expectInjected(runId, fault.kind, 2);
    for (const call of kit.gateway.calls(runId)) expect(call.totalMs).toBeGreaterThanOrEqual(290);
  }
});

test('a stream that is cut in the middle of an event breaks in both clients after what came', async () => {
  const { sdk, openai, runId } = clients([
    { kind: 'cut-stream', afterEvents: 5, answer: ANSWER, match: 'every' },
  ]);
  const stream = sdk.messages.stream(ASK);
  let text = '';
  stream.on('text', (piece) => void (text += piece));
  expect(await outcome(stream.finalMessage())).toBeInstanceOf(Error);
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThan(ANSWER.text.length);
  const other = await openAiStream(openai);
  expect(other.error).toBeInstanceOf(Error);
  expect(ANSWER.text.startsWith(other.text)).toBe(true);
  expect(other.finish).toBeNull();
  await expectInjected(runId, 'cut-stream', 2);
  expect(kit.gateway.calls(runId).map((call) => call.outcome)).toEqual(['cut', 'cut']);
});

test('a stream that stalls gives nothing after its first events, and an answer that is JSON never begins', async () => {
  const { sdk, openai, runId } = clients([{ kind: 'stall', afterEvents: 5, answer: ANSWER, match: 'every' }]);
  const stream = sdk.messages.stream(ASK);
  let text = '';
  stream.on('text', (piece) => void (text += piece));
  await stream.emitted('text');
  expect(await kit.gateway.settled(runId, 100)).toBe(false);
  expect(ANSWER.text.startsWith(text)).toBe(true);
  expect(text.length).toBeLessThan(ANSWER.text.length);
  stream.abort();
  expect(await outcome(stream.finalMessage())).toBeInstanceOf(Anthropic.APIUserAbortError);
  expect(await outcome(sdk.messages.create(ASK, { timeout: 100 }))).toBeInstanceOf(
    Anthropic.APIConnectionTimeoutError,
  );
  const late = { timeout: 100 };
  expect(await outcome(openai.chat.completions.create(ASK, late))).toBeInstanceOf(
    OpenAI.APIConnectionTimeoutError,
  );
  await expectInjected(runId, 'stall', 3);
  expect(kit.gateway.calls(runId)).toMatchObject([
    { outcome: 'aborted', status: 200, text },
    { outcome: 'aborted', status: null },
    { outcome: 'aborted', status: null },
  ]);
});

test('an event that is no JSON is a parse error in both clients, streamed or not', async () => {
  const { sdk, openai, runId } = clients([
    { kind: 'malformed-sse', afterEvents: 3, answer: ANSWER, match: 'every' },
  ]);
  expect(await outcome(sdk.messages.stream(ASK).finalMessage())).toBeInstanceOf(Error);
  expect((await openAiStream(openai)).error).toBeInstanceOf(Error);
  expect(await outcome(sdk.messages.create(ASK))).toBeInstanceOf(Error);
  await expectInjected(runId, 'malformed-sse', 3);
});

test('an error inside the stream carries the words of an overload in both clients', async () => {
  const { sdk, openai, runId } = clients([
    { kind: 'stream-error', afterEvents: 3, answer: ANSWER, match: 'every' },
  ]);
  expect(String(await outcome(sdk.messages.stream(ASK).finalMessage()))).toContain('Overloaded');
  expect(String((await openAiStream(openai)).error)).toContain('Overloaded');
  await expectInjected(runId, 'stream-error', 2);
});

test('a truncated answer says so in the words of either API', async () => {
  const { sdk, openai, runId } = clients([
    { kind: 'truncate', outputTokens: 2, answer: ANSWER, match: 'every' },
  ]);
  expect(await sdk.messages.create(ASK)).toMatchObject({
    stop_reason: 'max_tokens',
    content: [{ text: 'One two' }],
  });
  expect((await openai.chat.completions.create(ASK)).choices[0]).toMatchObject({ finish_reason: 'length' });
  await expectInjected(runId, 'truncate', 2);
});

test('a refusal is a whole answer with its own stop reason', async () => {
  const { sdk, openai, runId } = clients([{ kind: 'refusal', text: 'I would rather', match: 'every' }]);
  for (const message of [await sdk.messages.create(ASK), await sdk.messages.stream(ASK).finalMessage()])
    expect(message).toMatchObject({ stop_reason: 'refusal', content: [{ text: 'I would rather' }] });
  const other = await openai.chat.completions.create(ASK);
  expect(other.choices[0]!.finish_reason).toBe('content_filter');
  await expectInjected(runId, 'refusal', 3);
});

test('a tool call with broken arguments cannot be parsed by either client', async () => {
  const { sdk, openai, runId } = clients([{ kind: 'malformed-tool', match: 'every' }]);
  const tools = [{ name: 'save', input_schema: TOOL }];
  let partial = '';
  const stream = sdk.messages.stream({ ...ASK, tools });
  stream.on('streamEvent', (event) => {
    if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta')
      partial += event.delta.partial_json;
  });
  await outcome(stream.finalMessage());
  expect(() => JSON.parse(partial) as unknown).toThrow(SyntaxError);
  const whole = await sdk.messages.create({ ...ASK, tools });
  expect(whole.content).toMatchObject([{ type: 'tool_use', name: 'save', input: {} }]);
  let args = '';
  const chunks = await openai.chat.completions.create({
    ...ASK,
    stream: true,
    tools: [{ type: 'function', function: { name: 'save', parameters: TOOL } }],
  });
  for await (const chunk of chunks)
    args += chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? '';
  expect(args).not.toBe('');
  expect(() => JSON.parse(args) as unknown).toThrow(SyntaxError);
  await expectInjected(runId, 'malformed-tool', 3);
});

test('an empty answer is whole and holds nothing', async () => {
  const { sdk, openai, runId } = clients([{ kind: 'empty', match: 'every' }]);
  expect(await sdk.messages.create(ASK)).toMatchObject({ content: [], stop_reason: 'end_turn' });
  expect(await sdk.messages.stream(ASK).finalMessage()).toMatchObject({ content: [] });
  const other = (await openai.chat.completions.create(ASK)).choices[0]!;
  expect(other.message.content ?? '').toBe('');
  expect(other.finish_reason).toBe('stop');
  await expectInjected(runId, 'empty', 3);
});

test('wrong citations point at documents that were never sent', async () => {
  const { sdk, runId } = clients([{ kind: 'wrong-citations', match: 'every' }]);
  for (const message of [await sdk.messages.create(ASK), await sdk.messages.stream(ASK).finalMessage()])
    expect(message.content).toMatchObject([
      { type: 'text', citations: [{ type: 'char_location', document_index: 99 }] },
    ]);
  await expectInjected(runId, 'wrong-citations', 2);
});

test('a caller that gives up ends an injected timeout', async () => {
  const { openai, runId } = clients([{ kind: 'timeout', match: 'every' }]);
  const given = await outcome(openai.chat.completions.create(ASK, { timeout: 150 }));
  expect(given).toBeInstanceOf(OpenAI.APIConnectionTimeoutError);
  await expectInjected(runId, 'timeout', 1);
  expect(kit.gateway.calls(runId)).toMatchObject([{ outcome: 'aborted', abortedBy: 'caller' }]);
});

test('seeded faults hit the same calls again in a new run', async () => {
  const plan: FaultPlan = [
    {
      kind: 'seeded',
      seed: 11,
      rate: 0.5,
      faults: [{ kind: 'status', status: 529 }, { kind: 'empty' }, { kind: 'reset' }],
    },
  ];
  const runs: unknown[] = [];
  for (let i = 0; i < 2; i += 1) {
    const { sdk, runId } = clients(plan);
    for (let n = 0; n < 12; n += 1) await outcome(sdk.messages.create(ASK));
    runs.push(kit.gateway.calls(runId).map(({ injected, status }) => [injected, status]));
  }
  expect(runs[1]).toEqual(runs[0]);
  expect(new Set((runs[0] as [string | null][]).map(([kind]) => kind)).size).toBeGreaterThan(2);
});
