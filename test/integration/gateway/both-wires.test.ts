import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, clientsOf, type Clients } from '../../fixtures/gateway/clients.ts';
import { BUILTIN, startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';

let kit: TestGateway;
beforeAll(async () => void (kit = await startGateway()));
afterAll(() => kit.close());

const clients = (): Clients => clientsOf(kit, { model: BUILTIN });
const messages = [{ role: 'user' as const, content: 'Who are you?' }];
const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

test('the practice model gives both clients the same answer, whole and streamed', async () => {
  const { anthropic, openai } = clients();
  const ask = { model: 'any', max_tokens: 24, messages };
  const message = await anthropic.messages.create(ask);
  const text = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  expect(text).not.toBe('');
  const completion = await openai.chat.completions.create(ask);
  expect(completion.choices[0]!.message.content).toBe(text);
  expect(completion.usage).toMatchObject({
    prompt_tokens: message.usage.input_tokens,
    completion_tokens: message.usage.output_tokens,
  });
  const chunks = await all(await openai.chat.completions.create({ ...ask, stream: true }));
  expect(chunks.map(({ choices }) => choices[0]!.delta.content ?? '').join('')).toBe(text);
  const { input_tokens } = await anthropic.messages.countTokens({ model: 'any', messages });
  expect(input_tokens).toBe(message.usage.input_tokens);
});

test('the practice model calls a tool and keeps to a schema for OpenAI’s client too', async () => {
  const { openai } = clients();
  const tools = [
    {
      type: 'function' as const,
      function: { name: 'find_city', description: 'Finds a city', parameters: schema },
    },
  ];
  const asked = [{ role: 'user' as const, content: 'Find the city Paris.' }];
  const called = await openai.chat.completions.create({
    model: 'x',
    max_tokens: 60,
    messages: asked,
    tools,
    tool_choice: 'required',
  });
  expect(called.choices[0]).toMatchObject({
    finish_reason: 'tool_calls',
    message: { tool_calls: [{ function: { name: 'find_city' } }] },
  });
  const formatted = await openai.chat.completions.create({
    model: 'x',
    max_tokens: 60,
    messages: asked,
    response_format: { type: 'json_schema', json_schema: { name: 'place', schema, strict: true } },
  });
  expect(JSON.parse(formatted.choices[0]!.message.content!)).toEqual({ city: expect.any(String) });
});

test('the built-in embeddings answer in both encodings, are counted, and cost nothing', async () => {
  const { openai, runId } = clients();
  const plain = await openai.embeddings.create({
    model: 'text-embedding-3-small',
    input: ['the queue is full', 'a full queue', 'a cat'],
  });
  expect(plain).toMatchObject({ model: 'cairn-lexical-384', usage: { prompt_tokens: 10, total_tokens: 10 } });
  expect(plain.data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
    [0, 384],
    [1, 384],
    [2, 384],
  ]);
  const floats = await openai.embeddings.create({
    model: 'x',
    input: 'the queue is full',
    encoding_format: 'float',
  });
  expect(floats.data[0]!.embedding).toEqual([...plain.data[0]!.embedding]);
  const short = await openai.embeddings.create({ model: 'x', input: 'a', dimensions: 32 });
  expect(short.data[0]!.embedding).toHaveLength(32);
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.usage(runId)).toEqual({ calls: 3, inputTokens: 16, outputTokens: 0, costUsd: 0 });
  expect(
    kit.gateway.traces.ofRun(runId).map(({ operation, model, costUsd }) => [operation, model, costUsd]),
  ).toEqual(Array.from({ length: 3 }, () => ['embeddings', 'cairn-lexical-384', 0]));
});

test.each([
  [{ input: '' }, 'input'],
  [{ input: [] }, 'input'],
  [{ input: ['a', ''] }, 'input.1'],
  [{ input: [1, 2, 3] }, 'input'],
  [{ input: 'a', dimensions: 385 }, 'dimensions'],
  [{ input: 'a', dimensions: 0 }, 'dimensions'],
  [{ input: 'a', encoding_format: 'hex' }, 'encoding_format'],
])('the embedding request %j is refused for its %s', async (body, param) => {
  const { openai } = clients();
  await expect(openai.embeddings.create({ model: 'x', ...body } as never)).rejects.toMatchObject({
    status: 400,
    param,
  });
});

test('embeddings count against a run’s limits, and a provider without them says so', async () => {
  const { openai } = clientsOf(kit, { model: BUILTIN, maxCalls: 1 });
  await openai.embeddings.create({ model: 'x', input: 'a' });
  await expect(openai.embeddings.create({ model: 'x', input: 'a' })).rejects.toMatchObject({
    status: 429,
    code: 'run_limit_spent',
  });
  const { openai: other } = clientsOf(kit, { model: null, embeddingModel: 'anthropic/claude-haiku-5-5' });
  await expect(other.embeddings.create({ model: 'x', input: 'a' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('builtin/cairn-lexical-384'),
  });
  const { openai: named } = clientsOf(kit, { model: BUILTIN, pinModel: false });
  await expect(
    named.embeddings.create({ model: 'text-embedding-3-small', input: 'a' }),
  ).rejects.toMatchObject({ status: 404 });
  expect((await named.embeddings.create({ model: 'cairn-lexical-384', input: 'a' })).data).toHaveLength(1);
});
