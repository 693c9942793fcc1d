import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createReplayCache } from '../../../electron/server/gateway/replay/cache.ts';
import { openCassette } from '../../../electron/server/gateway/replay/cassette.ts';
import { createRedactor } from '../../../electron/server/gateway/index.ts';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import {
  json,
  MESSAGE,
  mockAnthropic,
  RAW_STREAM,
  type MockAnthropic,
} from '../../fixtures/gateway/mock-anthropic.ts';

const HAIKU = 'anthropic/claude-haiku-5-5';
const KEY = 'sk-ant-replay-canary-key';
const ASK = { model: 'any', max_tokens: 50, messages: [{ role: 'user' as const, content: 'Hi' }] };

let upstream: MockAnthropic;
let kit: TestGateway;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-replay-'));
  upstream = await mockAnthropic();
  kit = await startGateway({ anthropicUrl: upstream.url, env: { ANTHROPIC_API_KEY: KEY } });
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answer = (response) => json(response, 200, MESSAGE);
  kit.gateway.recordings.clear();
});
afterAll(async () => {
  await kit.close();
  await upstream.close();
  rmSync(folder, { recursive: true });
});

test('the same request is asked once, whatever its order and its tags; the run says which was live', async () => {
  const { token, runId } = kit.client({ model: HAIKU, replay: 'read' });
  const post = (text: string) =>
    fetch(`${kit.baseUrl}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01', 'x-stainless-retry-count': '3' },
      body: text,
    });
  const first = await post('{"model":"any","max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}');
  await first.json();
  const second = await post(
    '{"messages":[{"content":"Hi","role":"user"}],"metadata":{"user_id":"7"},"max_tokens":5,"model":"other"}',
  );
  expect(await second.json()).toEqual(MESSAGE);
  expect(upstream.seen).toHaveLength(1);
  expect(kit.gateway.calls(runId).map(({ answeredBy }) => answeredBy)).toEqual(['provider', 'replay']);
});

test('a replayed call costs nothing and keeps its tokens', async () => {
  const { sdk } = kit.client({ model: HAIKU, replay: 'read' });
  await sdk.messages.create(ASK);
  const again = kit.client({ model: HAIKU, replay: 'only', maxCostUsd: 0.0002 });
  await again.sdk.messages.create(ASK);
  expect(kit.gateway.usage(again.runId)).toEqual({
    calls: 1,
    inputTokens: 1000,
    outputTokens: 200,
    costUsd: 0,
  });
});

test('a stream replays as a stream, byte for byte and event by event', async () => {
  upstream.answer = (response) =>
    void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(RAW_STREAM);
  const { token, runId } = kit.client({ model: HAIKU, replay: 'read' });
  const bodies: string[] = [];
  for (let i = 0; i < 2; i += 1) {
    const response = await fetch(`${kit.baseUrl}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({ ...ASK, stream: true }),
    });
    bodies.push(Buffer.from(await response.arrayBuffer()).toString('base64'));
  }
  expect(bodies).toEqual(Array(2).fill(RAW_STREAM.toString('base64')));
  expect(upstream.seen).toHaveLength(1);
  const [live, replayed] = kit.gateway.calls(runId);
  expect([replayed!.text, replayed!.eventMs.length]).toEqual([live!.text, live!.eventMs.length]);
});

test('replay-only asks nobody, and says what to do', async () => {
  const { sdk, runId } = kit.client({ model: HAIKU, replay: 'only' }, [], 2);
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 404,
    errorCode: 'replay_miss',
    apiMessage: expect.stringContaining('Run it once with replay "read"'),
  });
  expect(upstream.seen).toHaveLength(0);
  expect(kit.gateway.calls(runId)).toMatchObject([{ answeredBy: null, outcome: 'refused' }]);
});

test('errors and half answers are not recorded', async () => {
  const { sdk } = kit.client({ model: HAIKU, replay: 'read' });
  upstream.answer = (response) => json(response, 529, { type: 'error', error: { message: 'Busy' } });
  await sdk.messages.create(ASK).catch(() => {});
  upstream.answer = (response) =>
    void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(RAW_STREAM.subarray(0, 700));
  await sdk.messages
    .stream(ASK)
    .finalMessage()
    .catch(() => {});
  expect(kit.gateway.recordings.size().answers).toBe(0);
});

test('both APIs replay, each its own shape', async () => {
  const { token } = kit.client({ model: HAIKU, replay: 'read' });
  const openai = new OpenAI({ baseURL: `${kit.baseUrl}/v1`, apiKey: token, maxRetries: 0 });
  const sdk = new Anthropic({ baseURL: kit.baseUrl, apiKey: token, maxRetries: 0 });
  for (let i = 0; i < 2; i += 1) {
    expect((await openai.chat.completions.create(ASK)).choices[0]!.message.content).toBe('Hello.');
    expect((await sdk.messages.create(ASK)).content).toMatchObject([{ text: 'Hello.' }]);
  }
  expect(upstream.seen).toHaveLength(2);
});

test('the cache keeps what was used last and stays under its size', () => {
  let now = 0;
  const clock = { now: () => (now += 1), zone: () => 'UTC' };
  const cache = createReplayCache({ db: kit.db, clock, redactor: createRedactor(), mostBytes: 3000 });
  // Random text does not compress, so each answer is a little over 1,000 bytes.
  const random = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(750))).toString('base64');
  const add = (key: string): void =>
    cache.add(
      { key, provider: 'p', model: 'm', operation: 'messages', body: null },
      { contentType: 'application/json', chunks: [random()] },
    );
  for (const key of ['a', 'b', 'c']) add(key);
  expect(cache.find('b')).not.toBeNull();
  add('d');
  const kept = ['a', 'b', 'c', 'd'].filter((key) => cache.find(key));
  expect(kept).toContain('b');
  expect(kept).toContain('d');
  expect(kept).not.toContain('a');
  expect(cache.size().bytes).toBeLessThanOrEqual(3000);
});

test('a cassette records redacted, in a fixed order, and replays from the file alone', async () => {
  const file = path.join(folder, 'two.cassette.json');
  upstream.answer = (response, { body }) =>
    json(response, 200, { ...MESSAGE, content: [{ type: 'text', text: `${KEY} ${body.length}` }] });
  const contents: string[] = [];
  for (const order of [
    ['One', 'Two'],
    ['Two', 'One'],
  ]) {
    rmSync(file, { force: true });
    const cassette = openCassette(file);
    const { sdk } = kit.client({ model: HAIKU, replay: 'read', recordings: cassette });
    for (const content of order)
      await sdk.messages.create({ ...ASK, messages: [{ role: 'user', content: `${content} ${KEY}` }] });
    expect([cassette.save(), cassette.save()]).toEqual([true, false]);
    contents.push(readFileSync(file, 'utf8'));
  }
  expect(contents[0]).toBe(contents[1]);
  expect(contents[0]).not.toContain(KEY);
  const sent = upstream.seen.length;
  const { sdk } = kit.client({ model: HAIKU, replay: 'only', recordings: openCassette(file) });
  const answer = await sdk.messages.create({ ...ASK, messages: [{ role: 'user', content: `One ${KEY}` }] });
  expect(answer.content).toMatchObject([{ type: 'text' }]);
  expect(upstream.seen).toHaveLength(sent);
});

test('a file that is no cassette is refused and left as it is', () => {
  expect(() => openCassette(path.join(import.meta.dirname, '../../../package.json'))).toThrow(
    expect.objectContaining({ code: 'bad_input', hint: expect.stringContaining('record it again') }),
  );
});
