import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FaultPlan, RunPolicy } from '../../../electron/server/gateway/index.ts';
import { all, clientsOf, type Clients } from '../../fixtures/gateway/clients.ts';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import { json, MESSAGE, mockAnthropic, type MockAnthropic } from '../../fixtures/gateway/mock-anthropic.ts';

let mock: MockAnthropic;
let kit: TestGateway;
beforeAll(async () => void (mock = await mockAnthropic()));
afterAll(() => mock.close());
beforeEach(async () => {
  mock.seen.length = 0;
  mock.answer = (response) => json(response, 200, MESSAGE);
  kit = await startGateway({ anthropicUrl: mock.url, env: { ANTHROPIC_API_KEY: 'canary.shapes.0001' } });
});
afterEach(() => kit.close());

const clients = (policy: Partial<RunPolicy> = {}): Clients =>
  clientsOf(kit, { model: 'anthropic/claude-haiku-5-5', ...policy });
const ask = { model: 'gpt-5', messages: [{ role: 'user' as const, content: 'Hi' }] };

test('refusals of the gateway come in OpenAI’s shape, and are not tried again', async () => {
  const { openai } = clientsOf(kit, { model: 'anthropic/claude-haiku-5-5', maxCalls: 1 }, 2);
  await openai.chat.completions.create(ask);
  await expect(openai.chat.completions.create(ask)).rejects.toMatchObject({
    status: 429,
    code: 'run_limit_spent',
    type: 'rate_limit_error',
    message: expect.stringContaining('maxCalls'),
  });
  expect(mock.seen).toHaveLength(1);
  const { openai: fresh } = clients();
  await expect(fresh.chat.completions.create({ ...ask, seed: 1 })).rejects.toMatchObject({
    status: 400,
    code: 'unsupported_field',
    param: 'seed',
  });
  await expect(fresh.chat.completions.create({ ...ask, messages: [] })).rejects.toMatchObject({
    param: 'messages',
  });
});

test('a hint that is left out is named in a header', async () => {
  const { openai } = clients();
  const { response } = await openai.chat.completions
    .create({ ...ask, prompt_cache_key: 'k', store: false })
    .withResponse();
  expect(response.headers.get('x-cairn-left-out')).toBe('prompt_cache_key');
});

test('a wrong token, a missing one and a path that is not there are told in the caller’s shape', async () => {
  const { token } = clients();
  const post = (path: string, headers: Record<string, string>) =>
    fetch(kit.baseUrl + path, { method: 'POST', headers, body: '{}' }).then(async (r) => ({
      status: r.status,
      body: await r.json(),
    }));
  expect(await post('/v1/chat/completions', { authorization: 'Bearer nope' })).toMatchObject({
    status: 401,
    body: { error: { code: 'invalid_api_key', type: 'invalid_request_error' } },
  });
  expect(await post('/v1/messages', { 'x-api-key': 'nope' })).toMatchObject({
    status: 401,
    body: {
      type: 'error',
      error: { type: 'authentication_error' },
      request_id: expect.stringMatching(/^req_/),
    },
  });
  expect(await post('/v1/responses', { authorization: `Bearer ${token}` })).toMatchObject({
    status: 404,
    body: { error: { message: expect.stringContaining('/v1/chat/completions') } },
  });
});

test('each client gets the list of models in its own shape, with /v1 and without', async () => {
  const { anthropic, openai, token } = clients();
  const ids = (await all(openai.models.list())).map(({ id, object }) => [id, object]);
  expect(ids).toEqual([
    ['anthropic/claude-haiku-5-5', 'model'],
    ['builtin/cairn-lexical-384', 'model'],
  ]);
  expect(await openai.models.retrieve('claude-haiku-5-5')).toMatchObject({ owned_by: 'anthropic' });
  const named = (await all(anthropic.models.list())).map(({ id, type, display_name }) => [
    id,
    type,
    display_name,
  ]);
  expect(named).toEqual([['anthropic/claude-haiku-5-5', 'model', 'Claude Haiku 5.5']]);
  for (const path of ['/models', '/v1/models']) {
    const response = await fetch(kit.baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
    expect(await response.json()).toMatchObject({ object: 'list' });
  }
  for (const [path, body] of [
    ['/chat/completions', ask],
    ['/embeddings', { model: 'x', input: 'a' }],
  ] as const) {
    const response = await fetch(kit.baseUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
  }
});

test.each<[string, FaultPlan, object]>([
  [
    'a scripted answer',
    [{ kind: 'answer', text: 'From the script', toolUses: [{ name: 'look', input: { at: 1 } }] }],
    {
      message: {
        content: 'From the script',
        tool_calls: [{ function: { name: 'look', arguments: '{"at":1}' } }],
      },
      finish_reason: 'tool_calls',
    },
  ],
  [
    'a truncated one',
    [{ kind: 'truncate', outputTokens: 1, answer: { text: 'one two three' } }],
    { message: { content: 'one' }, finish_reason: 'length' },
  ],
])('%s reaches OpenAI’s client in its own shape', async (_, faults, expected) => {
  const { runId, token } = kit.gateway.openRun({ model: null }, [...faults, ...faults]);
  const { openai } = clients();
  openai.apiKey = token;
  expect((await openai.chat.completions.create(ask)).choices[0]).toMatchObject(expected);
  const streamed = await openai.chat.completions.stream(ask).finalChatCompletion();
  expect(streamed.choices[0]).toMatchObject(expected);
  expect(kit.gateway.calls(runId)).toHaveLength(2);
});
