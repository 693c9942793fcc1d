import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createModelProcess } from '../../../electron/server/gateway/builtin/client.ts';
import type { ChatJob } from '../../../electron/server/gateway/builtin/protocol.ts';
import { TINY_TEMPLATE, tinyGguf } from '../../fixtures/gateway/tiny-gguf.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

/** One with a loaded model for the tests that only ask it: reading a chat template takes seconds on a busy machine. */
let shared: TestApp;
let kit: TestApp | undefined;
const folders: string[] = [];
afterEach(async () => {
  await kit?.close();
  kit = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

beforeAll(async () => {
  shared = await appWith({ 'chatty.gguf': CHAT, 'vectors.gguf': VECTORS });
});
afterAll(async () => {
  await shared.close();
});

const CHAT = tinyGguf(2048, { chatTemplate: TINY_TEMPLATE });
/** Without a template of its own it is loaded sooner. */
const PLAIN = tinyGguf(2048);
const VECTORS = tinyGguf(512, { pooling: 1 });

/** An app with these files in the models folder of its data. */
async function appWith(files: Record<string, Buffer>): Promise<TestApp> {
  const app = await createTestApp();
  const folder = path.join(app.services.deps.paths.data, 'models');
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
  return app;
}

const withFiles = async (files: Record<string, Buffer>): Promise<TestApp> => (kit = await appWith(files));

async function sdkFor(app: TestApp, model: string) {
  const { gateway } = app.services.models;
  const { token, runId } = gateway.openRun({ model });
  const baseURL = await gateway.baseUrl();
  return { sdk: new Anthropic({ baseURL, apiKey: token, maxRetries: 0 }), runId };
}

/** A schema of constants makes the answer long, whatever random weights would like to say. */
const constants = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [`field_${i}`, { const: `value ${i}` }]),
);
const FORMAT = {
  format: {
    type: 'json_schema' as const,
    schema: { type: 'object', properties: constants, required: Object.keys(constants) },
  },
};
const ASK = { model: 'any', max_tokens: 8, messages: [{ role: 'user' as const, content: 'Hello' }] };
const TOOL: Anthropic.Tool = {
  name: 'set_state',
  description: 'Sets the state',
  input_schema: {
    type: 'object',
    properties: { state: { type: 'string', enum: ['on', 'off'] } },
    required: ['state'],
  },
};

test('a file in the models folder answers through the official SDK, whole and streamed', async () => {
  const app = shared;
  const { sdk, runId } = await sdkFor(app, 'gguf/chatty');
  const message = await sdk.messages.create({ ...ASK, system: 'Be short.' });
  expect(message).toMatchObject({ type: 'message', model: 'chatty' });
  expect(message.usage.input_tokens).toBeGreaterThan(10);
  expect(message.usage.output_tokens).toBeLessThanOrEqual(8);
  const { input_tokens: counted } = await sdk.messages.countTokens({
    model: 'any',
    system: 'Be short.',
    messages: ASK.messages,
  });
  expect(counted).toBe(message.usage.input_tokens);
  const streamed = await sdk.messages.stream({ ...ASK, system: 'Be short.' }).finalMessage();
  const textOf = ({ content }: Anthropic.Message): string => (content[0] as Anthropic.TextBlock).text;
  expect(textOf(streamed)).toBe(textOf(message));
  expect(app.services.models.gateway.usage(runId).costUsd).toBe(0);
});

test('structured outputs and a forced tool call fit their schemas', async () => {
  const app = shared;
  const { sdk } = await sdkFor(app, 'gguf/chatty');
  const shaped = await sdk.messages.create({ ...ASK, max_tokens: 900, output_config: FORMAT });
  const text = (shaped.content[0] as Anthropic.TextBlock).text;
  expect(Object.keys(JSON.parse(text) as object)).toHaveLength(20);
  const called = await sdk.messages.create({
    ...ASK,
    max_tokens: 200,
    tools: [TOOL],
    tool_choice: { type: 'tool', name: 'set_state' },
  });
  expect(called).toMatchObject({
    stop_reason: 'tool_use',
    content: [{ type: 'tool_use', name: 'set_state', input: { state: expect.stringMatching(/^(on|off)$/) } }],
  });
});

test('a trained model answers in the chat format of its own file, and fills in the tool it has to call', async () => {
  const shipped = readFileSync(
    path.resolve(import.meta.dirname, '../../../resources/models/cairn-practice.gguf'),
  );
  const app = await withFiles({ 'practice.gguf': shipped });
  const { sdk } = await sdkFor(app, 'gguf/practice');
  const summary = await sdk.messages.create({
    model: 'any',
    max_tokens: 60,
    system: 'Summarize the text in one sentence.',
    messages: [
      {
        role: 'user',
        content:
          'The company opened an office in Warsaw. Staff heard about it in a meeting. More news is expected soon.',
      },
    ],
  });
  expect(summary).toMatchObject({
    stop_reason: 'end_turn',
    content: [{ text: 'The company opened an office in Warsaw.' }],
  });
  const city = { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] };
  const called = await sdk.messages.create({
    model: 'any',
    max_tokens: 100,
    tools: [{ name: 'get_weather', description: 'Get the current weather for a city', input_schema: city }],
    tool_choice: { type: 'any' },
    messages: [{ role: 'user', content: 'What is the weather in Oslo?' }],
  });
  expect(called.content).toMatchObject([{ type: 'tool_use', name: 'get_weather', input: { city: 'Oslo' } }]);
});

test('tools that the model may use, and results of earlier calls, are read by the template', async () => {
  const app = shared;
  const { sdk } = await sdkFor(app, 'gguf/chatty');
  const plain = await sdk.messages.create(ASK);
  const withTools = await sdk.messages.create({
    ...ASK,
    tools: [TOOL],
    messages: [
      { role: 'user', content: 'Turn it on.' },
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'toolu_1', name: 'set_state', input: { state: 'on' } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '{"done":true}' }] },
    ],
  });
  expect(withTools.usage.input_tokens).toBeGreaterThan(plain.usage.input_tokens + 50);
});

test('a stop sequence ends the answer', async () => {
  const app = shared;
  const { sdk } = await sdkFor(app, 'gguf/chatty');
  const stopped = await sdk.messages.create({
    ...ASK,
    max_tokens: 900,
    output_config: FORMAT,
    stop_sequences: ['value 3'],
  });
  expect(stopped).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'value 3' });
  const text = (stopped.content[0] as Anthropic.TextBlock).text;
  expect(text).toContain('value 2');
  expect(text).not.toContain('value 3');
});

test('what a model file cannot do is refused by name', async () => {
  const app = shared;
  const { sdk } = await sdkFor(app, 'gguf/chatty');
  const thinking = { type: 'enabled' as const, budget_tokens: 1024 };
  await expect(sdk.messages.create({ ...ASK, max_tokens: 2000, thinking })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('thinking'),
  });
  const long = [{ role: 'user' as const, content: 'word '.repeat(3000) }];
  await expect(sdk.messages.create({ ...ASK, messages: long })).rejects.toMatchObject({
    message: expect.stringMatching(/prompt is too long: \d+ tokens > 2048 maximum/),
  });
  const flood = [{ role: 'user' as const, content: 'word '.repeat(200_000) }];
  await expect(sdk.messages.create({ ...ASK, messages: flood })).rejects.toMatchObject({
    message: expect.stringMatching(/prompt is too long: \d+ characters > 2048 tokens maximum/),
  });
  const other = await sdkFor(app, 'gguf/vectors');
  await expect(other.sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('makes vectors, not answers'),
  });
});

test('an embedding model makes vectors of length 1, and two texts their own', async () => {
  const app = shared;
  const { gateway } = app.services.models;
  const { token } = gateway.openRun({ model: null, embeddingModel: 'gguf/vectors' });
  const openai = new OpenAI({ baseURL: `${await gateway.baseUrl()}/v1`, apiKey: token, maxRetries: 0 });
  const { data, usage } = await openai.embeddings.create({ model: 'any', input: ['one text', 'another'] });
  expect(data.map(({ embedding }) => embedding.length)).toEqual([32, 32]);
  expect(Math.hypot(...data[0]!.embedding)).toBeCloseTo(1, 4);
  expect(data[0]!.embedding).not.toEqual(data[1]!.embedding);
  expect(usage.prompt_tokens).toBeGreaterThan(0);
  await expect(openai.embeddings.create({ model: 'any', input: 'x '.repeat(2000) })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('too long'),
  });
});

test('one model is in memory at a time, and calls of another one wait in the queue', async () => {
  const app = await withFiles({ 'a.gguf': PLAIN, 'b.gguf': PLAIN });
  const { models } = app.services;
  const [a, b] = [await sdkFor(app, 'gguf/a'), await sdkFor(app, 'gguf/b')];
  const seen: (string | null)[] = [];
  const long = { ...ASK, max_tokens: 900, output_config: FORMAT };
  const stream = a.sdk.messages.stream(long);
  const first = new Promise<void>((resolve) => stream.once('text', () => resolve()));
  await first;
  seen.push(models.loadedFile());
  const second = b.sdk.messages.create(ASK);
  await stream.finalMessage();
  await second;
  seen.push(models.loadedFile());
  expect(seen).toEqual(['gguf/a', 'gguf/b']);
  const traces = await app.client.models.traces.query({});
  const [ofB, ofA] = ['b', 'a'].map((name) => traces.find(({ model }) => model === name)!);
  expect(ofB!.queueMs!).toBeGreaterThan(ofA!.queueMs!);
});

test('calls of two models in turn all get an answer', async () => {
  const app = await withFiles({ 'a.gguf': PLAIN, 'b.gguf': PLAIN });
  const [a, b] = [await sdkFor(app, 'gguf/a'), await sdkFor(app, 'gguf/b')];
  const answers = await Promise.all([a, b, a].map(({ sdk }) => sdk.messages.create(ASK)));
  expect(answers.map(({ model }) => model)).toEqual(['a', 'b', 'a']);
});

test('a killed process is one clear error, and the next call starts a fresh one', async () => {
  const app = await withFiles({ 'a.gguf': PLAIN });
  const { sdk } = await sdkFor(app, 'gguf/a');
  const stream = sdk.messages.stream({ ...ASK, max_tokens: 900, output_config: FORMAT });
  stream.once('text', () => process.kill(app.services.models.loadedFilePid()!, 'SIGKILL'));
  await expect(stream.finalMessage()).rejects.toThrow(/a's process stopped \(SIGKILL\)/);
  expect((await sdk.messages.create(ASK)).type).toBe('message');
});

test('a model that the limit has no room for is refused with both numbers, and nothing is loaded', async () => {
  const app = await withFiles({ 'a.gguf': PLAIN });
  await app.client.settings.set.mutate({ modelMemoryMib: 256 });
  const { sdk } = await sdkFor(app, 'gguf/a');
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 503,
    message: expect.stringMatching(/needs about 257 MiB of memory, and may take 256 MiB now/),
  });
  expect(app.services.models.loadedFile()).toBeNull();
});

const JOB: ChatJob = {
  history: [{ type: 'user', text: 'Hello' }],
  tools: [],
  // Nothing else may be said, and it is long.
  grammar: `root ::= "${'ab'.repeat(900)}"`,
  isForcedCall: false,
  maxTokens: 1800,
  temperature: 0,
  topK: null,
  topP: null,
  stop: [],
};

function processFor(memoryBytes: number | null) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-worker-'));
  folders.push(folder);
  const modelPath = path.join(folder, 'a.gguf');
  writeFileSync(modelPath, PLAIN);
  return createModelProcess({
    name: 'Tiny',
    kind: 'chat',
    modelPath,
    contextSize: 2048,
    threads: 1,
    memoryBytes,
    log: { info: () => {}, error: () => {} },
    env: {},
    idleMs: () => 60_000,
  });
}

test('cancelling stops the decoding: the worker counts far fewer tokens than were asked for', async () => {
  const model = processFor(null);
  try {
    const stop = new AbortController();
    const seen: string[] = [];
    let end: unknown;
    for await (const event of model.run({ type: 'chat', job: JOB }, stop.signal)) {
      seen.push(event.type);
      if (event.type === 'text') stop.abort();
      if (event.type === 'end') end = event;
    }
    expect(end).toMatchObject({ reason: 'cancelled' });
    expect((end as { outputTokens: number }).outputTokens).toBeLessThan(900);
    // It is free for the next one at once, in the same process.
    const pid = model.pid();
    for await (const event of model.run(
      { type: 'chat', job: { ...JOB, maxTokens: 3 } },
      new AbortController().signal,
    ))
      end = event;
    expect(end).toMatchObject({ reason: 'max_tokens', outputTokens: 3 });
    expect(model.pid()).toBe(pid);
  } finally {
    await model.close();
  }
});

test('a process that takes more memory than it may is ended, and says so', async () => {
  const model = processFor(1);
  try {
    const events = [];
    for await (const event of model.run({ type: 'chat', job: JOB }, new AbortController().signal))
      events.push(event);
    expect(events.at(-1)).toMatchObject({
      type: 'crashed',
      message: expect.stringMatching(/Tiny was stopped: it took \d+ MiB of memory, more than it may/),
    });
  } finally {
    await model.close();
  }
});
