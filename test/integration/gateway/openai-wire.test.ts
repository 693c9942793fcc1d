import type OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { all, clientsOf, type Clients } from '../../fixtures/gateway/clients.ts';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import {
  json,
  MESSAGE,
  mockAnthropic,
  RAW_STREAM,
  type MockAnthropic,
} from '../../fixtures/gateway/mock-anthropic.ts';
import type { RunPolicy } from '../../../electron/server/gateway/index.ts';

const KEY = 'canary.openai.wire.0001';
let mock: MockAnthropic;
let kit: TestGateway;
beforeAll(async () => void (mock = await mockAnthropic()));
afterAll(() => mock.close());
beforeEach(async () => {
  mock.seen.length = 0;
  mock.answer = (response) => json(response, 200, MESSAGE);
  kit = await startGateway({ anthropicUrl: mock.url, env: { ANTHROPIC_API_KEY: KEY } });
});
afterEach(() => kit.close());

const clients = (policy: Partial<RunPolicy> = {}): Clients =>
  clientsOf(kit, { model: 'anthropic/claude-haiku-5-5', ...policy });
const messages = [{ role: 'user' as const, content: 'Hi' }];
const ask = { model: 'gpt-5', messages };

/** A chunk's delta with the field that servers add to show a model's thinking. */
type Delta = OpenAI.ChatCompletionChunk.Choice.Delta & { reasoning_content?: string };

/** Streams events as the API does, cut into packets of odd sizes. */
function streams(events: { type: string }[]): void {
  const bytes = Buffer.from(
    events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
  );
  mock.answer = async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let at = 0; at < bytes.length; at += 29) {
      response.write(bytes.subarray(at, at + 29));
      if (at % 290 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
}

const start = {
  type: 'message_start',
  message: {
    ...MESSAGE,
    content: [],
    stop_reason: null,
    usage: { input_tokens: 90, cache_read_input_tokens: 10, output_tokens: 1 },
  },
};
const block = (index: number, content_block: object, ...deltas: object[]): { type: string }[] => [
  { type: 'content_block_start', index, content_block } as { type: string },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index } as { type: string },
];
const end = (stop_reason: string, more: object = {}): { type: string }[] => [
  {
    type: 'message_delta',
    delta: { stop_reason, stop_sequence: null, ...more },
    usage: { output_tokens: 12 },
  } as { type: string },
  { type: 'message_stop' },
];

test('a chat request reaches Anthropic as a Messages request, with the real key and no token', async () => {
  const { openai, token, runId } = clients();
  const completion = await openai.chat.completions.create({
    ...ask,
    messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
    temperature: 0.2,
    max_completion_tokens: 33,
    stop: ['END'],
  });
  expect(completion).toMatchObject({
    id: expect.stringMatching(/^chatcmpl-/),
    object: 'chat.completion',
    model: 'claude-haiku-5-5',
    choices: [
      { index: 0, message: { role: 'assistant', content: 'Hello.', refusal: null }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 },
  });
  const [seen] = mock.seen;
  expect(JSON.parse(seen!.body)).toEqual({
    model: 'claude-haiku-5-5',
    max_tokens: 33,
    system: 'Be brief.',
    messages,
    temperature: 0.2,
    stop_sequences: ['END'],
  });
  expect(seen!.headers).toMatchObject({ 'x-api-key': KEY, 'anthropic-version': '2023-06-01' });
  expect(JSON.stringify(seen)).not.toContain(token);
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({
    path: '/v1/chat/completions',
    operation: 'messages',
    text: 'Hello.',
    stopReason: 'stop',
    inputTokens: 1000,
    outputTokens: 200,
    costUsd: (1000 * 0.1 + 200 * 0.5) / 1e6,
  });
});

test('a stream comes as chunks, text, thinking and parallel tool calls, with usage when it is asked for', async () => {
  streams([
    start,
    ...block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: 'Hm.' },
    ),
    ...block(
      1,
      { type: 'text', text: '' },
      { type: 'text_delta', text: 'Grüße ' },
      { type: 'text_delta', text: '你好' },
    ),
    ...block(
      2,
      { type: 'tool_use', id: 'a', name: 'one', input: {} },
      { type: 'input_json_delta', partial_json: '' },
      { type: 'input_json_delta', partial_json: '{"x":' },
      { type: 'input_json_delta', partial_json: '1}' },
    ),
    ...block(
      3,
      { type: 'tool_use', id: 'b', name: 'two', input: {} },
      { type: 'input_json_delta', partial_json: '{}' },
    ),
    ...end('tool_use'),
  ]);
  const { openai, runId } = clients();
  const stream = await openai.chat.completions.create({
    ...ask,
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = await all(stream);
  const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta as Delta));
  expect(deltas.map(({ content }) => content ?? '').join('')).toBe('Grüße 你好');
  expect(deltas.map((delta) => delta.reasoning_content ?? '').join('')).toBe('Hm.');
  const calls = deltas.flatMap((delta) => delta.tool_calls ?? []);
  expect(calls.map(({ index, id, function: fn }) => [index, id, fn?.name, fn?.arguments])).toEqual([
    [0, 'a', 'one', ''],
    [0, undefined, undefined, '{"x":'],
    [0, undefined, undefined, '1}'],
    [1, 'b', 'two', ''],
    [1, undefined, undefined, '{}'],
  ]);
  expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe('tool_calls');
  expect(chunks.at(-1)).toMatchObject({
    choices: [],
    usage: { prompt_tokens: 100, completion_tokens: 12, prompt_tokens_details: { cached_tokens: 10 } },
  });
  expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({
    outcome: 'answered',
    inputTokens: 90,
    cacheReadTokens: 10,
    outputTokens: 12,
  });
});

test('the client’s own stream helper puts the same answer together', async () => {
  mock.answer = (response) =>
    void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(RAW_STREAM);
  const { openai } = clients();
  const runner = openai.chat.completions.stream(ask);
  expect(await runner.finalContent()).toBe('Grüße 你好');
  expect((await runner.finalChatCompletion()).choices[0]!.finish_reason).toBe('stop');
});

test('parse() gets the object, and the schema reaches the model', async () => {
  mock.answer = (response) =>
    json(response, 200, { ...MESSAGE, content: [{ type: 'text', text: '{"city":"Rome"}' }] });
  const { openai } = clients();
  const place = z.object({ city: z.string() });
  const parsed = await openai.chat.completions.parse({
    ...ask,
    response_format: zodResponseFormat(place, 'place'),
  });
  expect(parsed.choices[0]!.message.parsed).toEqual({ city: 'Rome' });
  expect(JSON.parse(mock.seen[0]!.body).output_config.format).toMatchObject({
    type: 'json_schema',
    schema: { required: ['city'] },
  });
});

test('runTools() carries results of tools to the model and back', async () => {
  mock.answer = (response, { body }) => {
    const turns = JSON.parse(body).messages as { content: unknown }[];
    const content =
      turns.length === 1
        ? [{ type: 'tool_use', id: 'toolu_1', name: 'add', input: { a: 2, b: 3 } }]
        : [{ type: 'text', text: 'Five.' }];
    json(response, 200, { ...MESSAGE, content, stop_reason: turns.length === 1 ? 'tool_use' : 'end_turn' });
  };
  const { openai } = clients();
  const runner = openai.chat.completions.runTools({
    ...ask,
    tools: [
      {
        type: 'function',
        function: {
          name: 'add',
          description: 'adds',
          parameters: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } } },
          parse: JSON.parse,
          function: ({ a, b }: { a: number; b: number }) => String(a + b),
        },
      },
    ],
  });
  expect(await runner.finalContent()).toBe('Five.');
  expect(JSON.parse(mock.seen[1]!.body).messages.slice(1)).toEqual([
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'add', input: { a: 2, b: 3 } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '5' }] },
  ]);
});

test.each([
  ['max_tokens', {}, { finish_reason: 'length' }],
  [
    'refusal',
    { stop_details: { type: 'refusal', category: null, explanation: 'Not this.' } },
    { finish_reason: 'content_filter', message: { refusal: 'Not this.' } },
  ],
  ['stop_sequence', { stop_sequence: 'END' }, { finish_reason: 'stop' }],
])(
  'an answer that ends with %s says so in OpenAI’s words, whole and streamed',
  async (stop_reason, more, expected) => {
    const { openai } = clients();
    mock.answer = (response) => json(response, 200, { ...MESSAGE, stop_reason, ...more });
    expect((await openai.chat.completions.create(ask)).choices[0]).toMatchObject(expected);
    streams([
      start,
      ...block(0, { type: 'text', text: '' }, { type: 'text_delta', text: 'Half' }),
      ...end(stop_reason, more),
    ]);
    const last = (await all(await openai.chat.completions.create({ ...ask, stream: true }))).at(-1)!;
    expect(last.choices[0]!.finish_reason).toBe(expected.finish_reason);
  },
);

test('an error of Anthropic comes as OpenAI’s client expects it, with what to wait', async () => {
  mock.answer = (response) =>
    json(
      response,
      429,
      { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down' } },
      { 'retry-after': '7' },
    );
  const failed = await clients()
    .openai.chat.completions.create(ask)
    .catch((error: unknown) => error);
  expect(failed).toMatchObject({ status: 429, type: 'rate_limit_error', message: '429 Slow down' });
  expect((failed as { headers: Headers }).headers.get('retry-after')).toBe('7');
});

test('an error in mid-stream reaches the client as an error, and a cut one does not look whole', async () => {
  const { openai, runId } = clients();
  streams([
    start,
    ...block(0, { type: 'text', text: '' }, { type: 'text_delta', text: 'Half' }),
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } as { type: string },
  ]);
  await expect(all(await openai.chat.completions.create({ ...ask, stream: true }))).rejects.toMatchObject({
    type: 'overloaded_error',
  });
  mock.answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(RAW_STREAM.subarray(0, 600), () => response.destroy());
  };
  await expect(all(await openai.chat.completions.create({ ...ask, stream: true }))).rejects.toThrow();
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId).map(({ outcome }) => outcome)).toEqual(['cut', 'cut']);
});
