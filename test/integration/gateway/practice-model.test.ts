import type Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';

let kit: TestGateway;
beforeAll(async () => {
  kit = await startGateway();
});
afterAll(() => kit.close());

const ARTICLE =
  'The company opened an office in Warsaw. Staff heard about it in a meeting. More news is expected soon.';
const SUMMARIZE = {
  model: 'any',
  max_tokens: 100,
  system: 'Summarize the text in one sentence.',
  messages: [{ role: 'user' as const, content: ARTICLE }],
};
const WEATHER: Anthropic.Tool = {
  name: 'get_weather',
  description: 'Get the current weather for a city',
  input_schema: {
    type: 'object',
    properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    required: ['city'],
  },
};

test('the practice model summarises through the official SDK, and its tokens are counted', async () => {
  const { sdk, runId } = kit.client();
  const message = await sdk.messages.create(SUMMARIZE);
  expect(message).toMatchObject({
    type: 'message',
    role: 'assistant',
    model: 'cairn-practice',
    stop_reason: 'end_turn',
    content: [{ type: 'text', text: 'The company opened an office in Warsaw.' }],
  });
  const counted = await sdk.messages.countTokens({
    model: 'any',
    system: SUMMARIZE.system,
    messages: SUMMARIZE.messages,
  });
  expect(counted.input_tokens).toBe(message.usage.input_tokens);
  expect(message.usage.output_tokens).toBeGreaterThan(4);
  expect(kit.gateway.usage(runId)).toEqual({
    calls: 1,
    inputTokens: message.usage.input_tokens,
    outputTokens: message.usage.output_tokens,
    costUsd: 0,
  });
});

test('a streamed answer comes in pieces and ends as the whole one does', async () => {
  const { sdk } = kit.client();
  const pieces: string[] = [];
  const stream = sdk.messages.stream(SUMMARIZE).on('text', (text) => pieces.push(text));
  const final = await stream.finalMessage();
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.join('')).toBe('The company opened an office in Warsaw.');
  expect(final.stop_reason).toBe('end_turn');
});

test('a tool call goes round: call, result, answer', async () => {
  const { sdk } = kit.client();
  const ask = {
    model: 'any',
    max_tokens: 100,
    system: 'You are a helpful assistant with tools.',
    tools: [WEATHER],
  };
  const question: Anthropic.MessageParam = { role: 'user', content: 'What is the weather in Oslo?' };
  const first = await sdk.messages.create({ ...ask, messages: [question] });
  expect(first.stop_reason).toBe('tool_use');
  const call = first.content[0] as Anthropic.ToolUseBlock;
  expect(call).toMatchObject({ type: 'tool_use', name: 'get_weather', input: { city: 'Oslo' } });
  const second = await sdk.messages.create({
    ...ask,
    messages: [
      question,
      { role: 'assistant', content: first.content },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: call.id, content: '{"temperature":3,"conditions":"cloudy"}' },
        ],
      },
    ],
  });
  expect(second.content).toMatchObject([{ type: 'text', text: expect.stringContaining('3') }]);
});

test('a streamed tool call carries the same arguments', async () => {
  const { sdk } = kit.client();
  const final = await sdk.messages
    .stream({
      model: 'any',
      max_tokens: 100,
      tools: [WEATHER],
      messages: [{ role: 'user', content: 'What is the weather in Berlin?' }],
    })
    .finalMessage();
  expect(final.content).toMatchObject([{ type: 'tool_use', name: 'get_weather', input: { city: 'Berlin' } }]);
});

test('tool_choice "tool" forces a call of that tool, with arguments that fit its schema', async () => {
  const { sdk } = kit.client();
  const message = await sdk.messages.create({
    model: 'any',
    max_tokens: 100,
    tools: [WEATHER],
    tool_choice: { type: 'tool', name: 'get_weather' },
    messages: [{ role: 'user', content: 'Hello!' }],
  });
  expect(message.content).toMatchObject([
    { type: 'tool_use', name: 'get_weather', input: { city: expect.any(String) } },
  ]);
});

test('a JSON schema holds: every key is there, with its type', async () => {
  const { sdk } = kit.client();
  const message = await sdk.messages.create({
    model: 'any',
    max_tokens: 100,
    system: 'Extract the fields as JSON. Fields: name, city, age',
    messages: [{ role: 'user', content: 'Anna Brook lives in Oslo.' }],
    output_config: {
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            city: { type: 'string' },
            age: { type: ['integer', 'null'] },
          },
          required: ['name', 'city', 'age'],
          additionalProperties: false,
        },
      },
    },
  });
  const block = message.content[0] as Anthropic.TextBlock;
  expect(JSON.parse(block.text)).toEqual({ name: 'Anna Brook', city: 'Oslo', age: null });
});

test('max_tokens, stop sequences and the end of the context each give their stop reason', async () => {
  const { sdk } = kit.client();
  const short = await sdk.messages.create({ ...SUMMARIZE, max_tokens: 3 });
  expect(short).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 3 } });
  const stopped = await sdk.messages.create({ ...SUMMARIZE, stop_sequences: [' office'] });
  expect(stopped).toMatchObject({
    stop_reason: 'stop_sequence',
    stop_sequence: ' office',
    content: [{ type: 'text', text: 'The company opened an' }],
  });
});

test('a prompt that does not fit is refused with its length', async () => {
  const { sdk } = kit.client();
  const long = sdk.messages.create({
    ...SUMMARIZE,
    messages: [{ role: 'user', content: 'More news is expected soon. '.repeat(400) }],
  });
  await expect(long).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(/prompt is too long: \d+ tokens > 1024 maximum/),
  });
});

test('control tokens in a message stay plain text', async () => {
  const { sdk } = kit.client();
  const plain = await sdk.messages.countTokens({ model: 'any', messages: [{ role: 'user', content: 'a' }] });
  const spelled = await sdk.messages.countTokens({
    model: 'any',
    messages: [{ role: 'user', content: 'a<|end|>' }],
  });
  expect(spelled.input_tokens).toBeGreaterThan(plain.input_tokens + 2);
});

test('what the practice model cannot do is refused by name', async () => {
  const { sdk } = kit.client();
  const image = {
    type: 'image' as const,
    source: { type: 'base64' as const, media_type: 'image/png' as const, data: 'AAAA' },
  };
  await expect(
    sdk.messages.create({ ...SUMMARIZE, messages: [{ role: 'user', content: [image] }] }),
  ).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(/reads text only, not .*image.* blocks/),
  });
});

test('parallel calls wait for each other and all get their own answer', async () => {
  const { sdk } = kit.client();
  const cities = ['Oslo', 'Berlin', 'Toronto', 'Dublin'];
  const answers = await Promise.all(
    cities.map((city) =>
      sdk.messages.create({
        ...SUMMARIZE,
        messages: [{ role: 'user', content: ARTICLE.replace('Warsaw', city) }],
      }),
    ),
  );
  expect(answers.map((answer) => (answer.content[0] as Anthropic.TextBlock).text)).toEqual(
    cities.map((city) => `The company opened an office in ${city}.`),
  );
});

/** A schema of constants only makes the answer long, whatever the model would like to say. */
const constants = Object.fromEntries(
  Array.from({ length: 25 }, (_, i) => [`field_${i}`, { const: `value ${i}` }]),
);
const LONG = {
  ...SUMMARIZE,
  max_tokens: 900,
  output_config: {
    format: {
      type: 'json_schema' as const,
      schema: { type: 'object', properties: constants, required: Object.keys(constants) },
    },
  },
};

test('leaving in mid-answer stops the decoding, so the next call is not held up', async () => {
  const { sdk, runId } = kit.client();
  // Loaded first, so that the times compared are of decoding only.
  await sdk.messages.create(SUMMARIZE);
  const long = await sdk.messages.create(LONG);
  expect(long.usage.output_tokens).toBeGreaterThan(150);
  const stream = sdk.messages.stream(LONG);
  stream.on('text', () => stream.abort());
  await stream.done().catch(() => {});
  const next = await sdk.messages.create(SUMMARIZE);
  expect(next.stop_reason).toBe('end_turn');
  await kit.gateway.settled(runId, 5000);
  const [, whole, left, after] = kit.gateway.calls(runId);
  expect(left).toMatchObject({ outcome: 'aborted', abortedBy: 'caller' });
  expect(after!.totalMs!).toBeLessThan(whole!.totalMs! / 2);
});

test('closing the run stops a call in flight at once', async () => {
  const { sdk, runId } = kit.client();
  const stream = sdk.messages.stream(LONG);
  stream.once('text', () => kit.gateway.closeRun(runId));
  await expect(stream.finalMessage()).rejects.toThrow();
  expect(kit.gateway.calls(runId)[0]).toMatchObject({ outcome: 'aborted', abortedBy: 'run-closed' });
  await expect(sdk.messages.create(SUMMARIZE)).rejects.toMatchObject({ status: 401 });
});

test('a killed model process gives one clear error, and the next call a fresh process', async () => {
  const { sdk } = kit.client();
  await sdk.messages.create(SUMMARIZE);
  const pid = kit.providers.builtinPid()!;
  const inFlight = sdk.messages.create(SUMMARIZE);
  process.kill(pid, 'SIGKILL');
  await expect(inFlight).rejects.toMatchObject({
    status: 500,
    message: expect.stringContaining('process stopped (SIGKILL)'),
  });
  const after = await sdk.messages.create(SUMMARIZE);
  expect(after.stop_reason).toBe('end_turn');
  expect(kit.providers.builtinPid()).not.toBe(pid);
});

test.runIf(process.platform === 'linux')('the model process sees none of our environment', async () => {
  const { sdk } = kit.client();
  await sdk.messages.create(SUMMARIZE);
  const { readFileSync } = await import('node:fs');
  const environment = readFileSync(`/proc/${kit.providers.builtinPid()!}/environ`, 'utf8');
  const names = environment
    .split('\0')
    .filter(Boolean)
    .map((entry) => entry.split('=')[0]);
  expect(names.filter((name) => !name?.startsWith('NODE_CHANNEL') && name !== 'TMPDIR')).toEqual([]);
});

test.each([
  ['an empty list of choices', { type: 'object', properties: { a: { enum: [] } }, required: ['a'] }],
  ['no alternative', { anyOf: [] }],
  ['a circle', { $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' }],
])('a tool schema with %s is the sender’s mistake, and the model goes on', async (_, schema) => {
  const { sdk } = kit.client();
  const tool = { ...WEATHER, input_schema: schema as unknown as Anthropic.Tool.InputSchema };
  const asked = sdk.messages.create({ ...SUMMARIZE, tools: [tool], tool_choice: { type: 'any' } });
  await expect(asked).rejects.toMatchObject({ status: 400, message: expect.stringContaining('schema') });
  expect((await sdk.messages.create(SUMMARIZE)).stop_reason).toBe('end_turn');
});

test('a prompt of many megabytes is refused before the model reads it, so that nobody waits for it', async () => {
  const { sdk } = kit.client();
  await sdk.messages.create(SUMMARIZE);
  const begun = performance.now();
  const huge = {
    model: 'any',
    messages: [{ role: 'user' as const, content: 'lorem ipsum '.repeat(700_000) }],
  };
  const asked = [sdk.messages.create({ ...huge, max_tokens: 5 }), sdk.messages.countTokens(huge)];
  // All of them are listened to before the first is waited for: either may be the first to be refused.
  await Promise.all(
    asked.map((one) =>
      expect(one).rejects.toMatchObject({ status: 400, message: expect.stringContaining('too long') }),
    ),
  );
  expect((await sdk.messages.create(SUMMARIZE)).stop_reason).toBe('end_turn');
  expect(performance.now() - begun).toBeLessThan(5000);
});
