import { afterAll, beforeAll, expect, test } from 'vitest';
import Anthropic from '@anthropic-ai/sdk';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';

let kit: TestGateway;
beforeAll(async () => {
  kit = await startGateway();
});
afterAll(() => kit.close());

const ASK = { model: 'any', max_tokens: 50, messages: [{ role: 'user' as const, content: 'Hi' }] };
const ANSWER = {
  kind: 'answer',
  text: 'Fine.',
  usage: { input_tokens: 10, output_tokens: 5 },
  match: 'every',
} as const;

/** A request as some program would send it. */
function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(kit.baseUrl + path, {
    method: 'POST',
    headers: { 'anthropic-version': '2026-10-21', 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}

test.each([
  ['no key', {}, 'No key was sent'],
  ['a key of nobody', { 'x-api-key': 'sk-ant-nobody' }, 'not the token of an open run'],
])('%s is a 401 in the shape of the API', async (_, headers, words) => {
  const response = await post('/v1/messages', ASK, headers);
  expect(response.status).toBe(401);
  const body = await response.json();
  expect(body).toEqual({
    type: 'error',
    error: { type: 'authentication_error', message: expect.stringContaining(words) },
    request_id: response.headers.get('request-id'),
  });
});

test('a token dies with its run', async () => {
  const { sdk, runId } = kit.client({ model: null }, [ANSWER]);
  await sdk.messages.create(ASK);
  kit.gateway.closeRun(runId);
  kit.gateway.closeRun(runId);
  await expect(sdk.messages.create(ASK)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  expect(kit.gateway.calls(runId)).toHaveLength(1);
});

test.each([
  ['maxCalls', { maxCalls: 2 }, 2],
  ['maxInputTokens', { maxInputTokens: 25 }, 3],
  ['maxOutputTokens', { maxOutputTokens: 6 }, 2],
] as const)(
  'past %s the SDK gets a 429 that names the limit, and does not retry',
  async (limit, policy, allowed) => {
    const { sdk, runId } = kit.client({ model: null, ...policy }, [ANSWER], 2);
    for (let i = 0; i < allowed; i += 1) await sdk.messages.create(ASK);
    const failed = (await sdk.messages
      .create(ASK)
      .catch((error: unknown) => error)) as Anthropic.RateLimitError;
    expect(failed).toMatchObject({
      status: 429,
      errorCode: 'run_limit_spent',
      details: { limit },
      apiMessage: expect.stringContaining(limit),
    });
    expect(kit.gateway.calls(runId).map(({ outcome }) => outcome)).toEqual([
      ...Array<string>(allowed).fill('answered'),
      'refused',
    ]);
    expect(kit.gateway.usage(runId).calls).toBe(allowed);
  },
);

test('32 parallel calls never get past the cap on calls', async () => {
  const { sdk, runId } = kit.client({ model: null, maxCalls: 10 }, [ANSWER]);
  const results = await Promise.allSettled(Array.from({ length: 32 }, () => sdk.messages.create(ASK)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  expect(kit.gateway.usage(runId)).toEqual({ calls: 10, inputTokens: 100, outputTokens: 50, costUsd: 0 });
});

test('the wall time ends a call in flight and refuses later ones', async () => {
  const { sdk } = kit.client({ model: null, wallMs: 100 }, [{ kind: 'timeout', match: 'every' }]);
  const wall = { status: 429, apiMessage: expect.stringContaining('wallMs') };
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject(wall);
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject(wall);
});

test.each([
  ['JSON that is none', '{"model":', 400, 'not valid JSON'],
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'not valid JSON'],
  ['a list', '[]', 400, 'must be a JSON object'],
  ['no model', { ...ASK, model: undefined }, 400, 'model: Field required'],
  ['no messages', { ...ASK, messages: [] }, 400, 'at least one message'],
  ['no max_tokens', { ...ASK, max_tokens: undefined }, 400, 'max_tokens: Field required'],
  ['max_tokens of 0', { ...ASK, max_tokens: 0 }, 400, 'at least 1'],
  [
    'a temperature',
    { ...ASK, temperature: 0 },
    400,
    'temperature: not supported by anthropic-version 2026-10-21',
  ],
])('%s is refused before any model is asked', async (...[, body, status, words]) => {
  const { token, runId } = kit.client({ model: null }, [ANSWER]);
  const response = await post('/v1/messages', body, { authorization: `Bearer ${token}` });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({
    type: 'error',
    error: { message: expect.stringContaining(words) },
  });
  expect(kit.gateway.calls(runId)[0]!.outcome).toBe('refused');
});

test('the older API version takes a temperature, and the key as x-api-key', async () => {
  const { token } = kit.client({ model: null }, [ANSWER]);
  const response = await post(
    '/messages',
    { ...ASK, temperature: 0 },
    { 'x-api-key': token, 'anthropic-version': '2023-06-01' },
  );
  expect(response.status).toBe(200);
});

test('a body over 32 MB is a 413, announced or not', async () => {
  const { token } = kit.client({ model: null }, [ANSWER]);
  const big = 'x'.repeat(33 * 1024 * 1024);
  const announced = await post('/v1/messages', big, { 'x-api-key': token });
  expect(announced.status).toBe(413);
  expect(await announced.json()).toMatchObject({ error: { type: 'request_too_large' } });
  const chunked = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 33; i += 1) controller.enqueue(new Uint8Array(1024 * 1024).fill(32));
      controller.close();
    },
  });
  const request = new Request('http://127.0.0.1/v1/messages', {
    method: 'POST',
    headers: { 'x-api-key': token },
    body: chunked,
    duplex: 'half',
  });
  expect((await kit.gateway.fetch(request)).status).toBe(413);
});

test('a foreign host name, a web page and the gateway itself are refused', async () => {
  const { token } = kit.client({ model: null }, [ANSWER]);
  const send = (headers: Record<string, string>) =>
    kit.gateway.fetch(
      new Request('http://127.0.0.1/v1/messages', {
        method: 'POST',
        headers: { 'x-api-key': token, ...headers },
        body: '{}',
      }),
    );
  expect((await send({ host: 'evil.example' })).status).toBe(403);
  expect((await send({ origin: 'http://localhost:3000' })).status).toBe(403);
  const loop = await send({ 'x-cairn-gateway': '1' });
  expect(await loop.json()).toMatchObject({ error: { details: { error_code: 'gateway_loop' } } });
});

test('a thread is refused in the way that makes the SDK send the history again', async () => {
  const { sdk, runId } = kit.client({ model: null }, [ANSWER]);
  const direct = sdk.beta.messages.create({ ...ASK, thread: { type: 'create' } } as never);
  await expect(direct).rejects.toMatchObject({ status: 400, errorCode: 'thread_unsupported_request' });
  kit.gateway.setFaults(runId, [
    { kind: 'answer', text: '', toolUses: [{ name: 'double', input: { n: 4 } }] },
    { kind: 'answer', text: 'Eight.' },
  ]);
  const final = await sdk.beta.messages.toolRunner({
    ...ASK,
    tools: [
      {
        type: 'custom',
        name: 'double',
        description: 'Doubles',
        input_schema: { type: 'object', properties: { n: { type: 'number' } } },
        run: ({ n }: { n: number }) => String(n * 2),
        parse: (input: unknown) => input as { n: number },
      } as never,
    ],
  });
  expect(final.content).toMatchObject([{ type: 'text', text: 'Eight.' }]);
  const answered = kit.gateway.calls(runId).filter(({ outcome }) => outcome === 'answered');
  expect((answered.at(-1)!.body as { messages: unknown[] }).messages).toHaveLength(3);
});

test.each([
  ['/v1/v1/messages', 'already ends in /v1'],
  ['/nowhere', 'is not an endpoint'],
])('%s is a 404 that says what to do', async (path, words) => {
  const { token } = kit.client();
  const response = await post(path, ASK, { 'x-api-key': token });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error: { type: 'not_found_error', message: expect.stringContaining(words) },
  });
});

test('without a pinned model the name counts, and a wrong one is answered with the nearest', async () => {
  const { sdk } = kit.client({ pinModel: false, allowed: ['anthropic/claude-haiku-5-5'] });
  const who = { ...ASK, messages: [{ role: 'user' as const, content: 'Who are you?' }] };
  expect((await sdk.messages.create({ ...who, model: 'cairn-practice' })).model).toBe('cairn-practice');
  await expect(sdk.messages.create({ ...who, model: 'claude-haiku-5' })).rejects.toMatchObject({
    status: 404,
    type: 'not_found_error',
    apiMessage: expect.stringContaining('anthropic/claude-haiku-5-5'),
  });
});

test('the list of models holds what the run may use', async () => {
  const { sdk } = kit.client({ pinModel: false, allowed: ['anthropic/claude-haiku-5-5'] });
  const ids: string[] = [];
  for await (const model of sdk.models.list()) ids.push(model.id);
  expect(ids).toEqual(['builtin/cairn-practice', 'anthropic/claude-haiku-5-5']);
  expect(await sdk.models.retrieve('cairn-practice')).toMatchObject({ display_name: 'Cairn practice model' });
});

test('each call is a line in the ledger with OpenTelemetry names, and an event', async () => {
  const events: unknown[] = [];
  const stop = kit.events.subscribe((event) => events.push(event));
  const { sdk, runId, token } = kit.client({ model: null }, [ANSWER]);
  await sdk.messages.create(ASK);
  stop();
  const [trace] = kit.gateway.traces.ofRun(runId);
  expect(trace).toMatchObject({
    runId,
    operation: 'chat',
    status: 200,
    injected: 'answer',
    inputTokens: 10,
    outputTokens: 5,
    costUsd: 0,
    stopReason: 'end_turn',
  });
  expect(events).toEqual([{ type: 'trace', trace }]);
  const detail = kit.gateway.traces.find(trace!.id)!;
  expect(JSON.parse(detail.request!)).toEqual(ASK);
  expect(JSON.parse(detail.attributes)).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'any',
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.response.finish_reasons': ['end_turn'],
  });
  expect(kit.db.serialize().toString('latin1')).not.toContain(token);
});
