import Anthropic from '@anthropic-ai/sdk';
import type { APIError } from '@anthropic-ai/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultPlan } from '../../../electron/server/gateway/index.ts';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';

let kit: TestGateway;
beforeAll(async () => {
  kit = await startGateway();
});
afterAll(() => kit.close());

const ASK = { model: 'any', max_tokens: 50, messages: [{ role: 'user' as const, content: 'Hi' }] };
const ANSWER = { text: 'One two three four five six.', usage: { input_tokens: 11, output_tokens: 7 } };
/** A run without a model: the plan has to answer everything. */
const scripted = (faults: FaultPlan, retries = 0) => kit.client({ model: null }, faults, retries);

test('a scripted answer serves JSON and a stream alike, and no model is needed', async () => {
  const { sdk, runId } = scripted([{ kind: 'answer', ...ANSWER, match: 'every' }]);
  const whole = await sdk.messages.create(ASK);
  const streamed = await sdk.messages.stream(ASK).finalMessage();
  for (const message of [whole, streamed]) {
    expect(message).toMatchObject({
      content: [{ type: 'text', text: ANSWER.text }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 11, output_tokens: 7 },
    });
  }
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)).toMatchObject([
    {
      index: 1,
      injected: 'answer',
      outcome: 'answered',
      streamed: false,
      text: ANSWER.text,
      costUsd: 0,
      body: ASK,
    },
    { index: 2, injected: 'answer', outcome: 'answered', streamed: true, text: ANSWER.text },
  ]);
});

test('a scripted tool call looks like a real one, streamed or not', async () => {
  const { sdk } = scripted([
    {
      kind: 'answer',
      text: 'Let me look.',
      toolUses: [{ name: 'find', input: { q: 'x', n: 2 } }],
      match: 'every',
    },
  ]);
  const shape = {
    stop_reason: 'tool_use',
    content: [
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_use', id: expect.stringMatching(/^toolu_/), name: 'find', input: { q: 'x', n: 2 } },
    ],
  };
  expect(await sdk.messages.create(ASK)).toMatchObject(shape);
  expect(await sdk.messages.stream(ASK).finalMessage()).toMatchObject(shape);
});

test('the SDK retries 429 and 529 itself, and the record shows each try', async () => {
  const { sdk, runId } = scripted(
    [
      { kind: 'status', status: 429, retryAfter: 0 },
      { kind: 'status', status: 529 },
      { kind: 'answer', ...ANSWER },
    ],
    2,
  );
  const message = await sdk.messages.create(ASK);
  expect(message.stop_reason).toBe('end_turn');
  const calls = kit.gateway.calls(runId);
  expect(calls.map(({ status, injected }) => [status, injected])).toEqual([
    [429, 'status'],
    [529, 'status'],
    [200, 'answer'],
  ]);
  expect(calls.map(({ headers }) => headers['x-stainless-retry-count'])).toEqual(['0', '1', '2']);
});

test('an injected status has the exact shape of the API, with retry-after', async () => {
  const { sdk } = scripted([{ kind: 'status', status: 429, retryAfter: 12 }]);
  const failed = await sdk.messages.create(ASK).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Anthropic.RateLimitError);
  expect((failed as APIError).headers?.get('retry-after')).toBe('12');
  expect(failed).toMatchObject({
    error: { type: 'error', error: { type: 'rate_limit_error' }, request_id: expect.stringMatching(/^req_/) },
    requestID: expect.stringMatching(/^req_/),
  });
});

test('a timeout never answers, until the caller gives up', async () => {
  const { sdk, runId } = scripted([{ kind: 'timeout' }]);
  await expect(sdk.messages.create(ASK, { timeout: 200 })).rejects.toBeInstanceOf(
    Anthropic.APIConnectionTimeoutError,
  );
  expect(await kit.gateway.settled(runId, 2000)).toBe(true);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({
    injected: 'timeout',
    outcome: 'aborted',
    abortedBy: 'caller',
    status: null,
  });
});

test('closing the run ends a call that never answers', async () => {
  const { sdk, runId } = scripted([{ kind: 'timeout' }]);
  const call = sdk.messages.create(ASK);
  setTimeout(() => kit.gateway.closeRun(runId), 50);
  await expect(call).rejects.toMatchObject({ status: 403, apiMessage: 'This run was closed.' });
});

test('a call that closing the gateway ends is still in the ledger', async () => {
  const own = await startGateway();
  const { sdk, runId } = own.client({ model: null }, [{ kind: 'timeout' }]);
  sdk.messages.create(ASK).catch(() => {});
  while (own.gateway.calls(runId).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await own.gateway.close();
  expect(own.gateway.traces.ofRun(runId)).toMatchObject([{ injected: 'timeout', status: 499 }]);
  await own.close();
});

test('a cut stream gives whole events, then breaks in the middle of one', async () => {
  const { token, runId } = scripted([{ kind: 'cut-stream', afterEvents: 4, answer: ANSWER }]);
  const response = await fetch(`${kit.baseUrl}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'anthropic-version': '2026-10-21' },
    body: JSON.stringify({ ...ASK, stream: true }),
  });
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body!) text += Buffer.from(chunk).toString('utf8');
  })();
  await expect(reading).rejects.toThrow();
  expect(text.match(/\n\n/g)).toHaveLength(4);
  expect(text).toMatch(/event: content_block_delta\ndata: [^\n]+$/);
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({
    injected: 'cut-stream',
    outcome: 'cut',
    status: 200,
    text: 'One',
  });
});

test('the SDK sees a cut stream as an error, and a cut JSON answer too', async () => {
  const { sdk } = scripted([{ kind: 'cut-stream', afterEvents: 4, answer: ANSWER, match: 'every' }]);
  await expect(sdk.messages.stream(ASK).finalMessage()).rejects.toThrow();
  await expect(sdk.messages.create(ASK)).rejects.toThrow();
});

test('an error inside a stream reaches the SDK as one', async () => {
  const { sdk, runId } = scripted([{ kind: 'stream-error', afterEvents: 4, answer: ANSWER }]);
  await expect(sdk.messages.stream(ASK).finalMessage()).rejects.toMatchObject({ type: 'overloaded_error' });
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({
    injected: 'stream-error',
    outcome: 'cut',
    error: 'Overloaded',
  });
});

test('a truncated answer ends with max_tokens, scripted or live', async () => {
  const plan: FaultPlan = [{ kind: 'truncate', outputTokens: 2, match: 'every' }];
  const canned = await scripted([{ kind: 'truncate', outputTokens: 2, answer: ANSWER }]).sdk.messages.create(
    ASK,
  );
  expect(canned).toMatchObject({
    content: [{ text: 'One two' }],
    stop_reason: 'max_tokens',
    usage: { output_tokens: 2 },
  });
  const live = await kit
    .client({}, plan)
    .sdk.messages.create({ ...ASK, messages: [{ role: 'user', content: 'Who are you?' }] });
  expect(live).toMatchObject({
    model: 'cairn-practice',
    stop_reason: 'max_tokens',
    usage: { output_tokens: 2 },
  });
});

test('slow faults are slow: the first byte late, or every event', async () => {
  const { sdk, runId } = scripted([
    { kind: 'slow-first-byte', ms: 150, answer: ANSWER },
    { kind: 'drip', ms: 20, answer: ANSWER },
  ]);
  await sdk.messages.create(ASK);
  await sdk.messages.stream(ASK).finalMessage();
  await kit.gateway.settled(runId, 1000);
  const [late, dripped] = kit.gateway.calls(runId);
  expect(late!.firstByteMs).toBeGreaterThan(140);
  const gaps = dripped!.eventMs.slice(1).map((at, i) => at - dripped!.eventMs[i]!);
  expect(gaps.length).toBeGreaterThan(8);
  expect(Math.min(...gaps)).toBeGreaterThan(10);
});

test('a plan is used up call by call, and can be replaced', async () => {
  const { sdk, runId } = scripted([{ kind: 'answer', text: 'first' }]);
  await sdk.messages.create(ASK);
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining('no scripted answer is left'),
  });
  kit.gateway.setFaults(runId, [{ kind: 'answer', text: 'second' }]);
  expect(await sdk.messages.create(ASK)).toMatchObject({ content: [{ text: 'second' }] });
});

test('a fault leaves the calls after it to the model', async () => {
  const { sdk, runId } = kit.client({}, [{ kind: 'status', status: 529 }]);
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({ status: 529 });
  const message = await sdk.messages.create({
    ...ASK,
    messages: [{ role: 'user', content: 'Who are you?' }],
  });
  expect(message.content).toMatchObject([{ text: expect.stringContaining('practice model') }]);
  expect(
    kit.gateway.traces.ofRun(runId).map(({ injected, provider, model }) => [injected, provider, model]),
  ).toEqual([
    ['status', 'scripted', 'scripted'],
    [null, 'builtin', 'cairn-practice'],
  ]);
});
