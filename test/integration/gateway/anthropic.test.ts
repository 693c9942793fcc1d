import type { ServerResponse } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import type { APIError } from '@anthropic-ai/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import {
  json,
  MESSAGE,
  mockAnthropic,
  RAW_STREAM,
  type MockAnthropic,
} from '../../fixtures/gateway/mock-anthropic.ts';

/** Looks like nothing that a pattern would find. */
const CANARY = 'canary.7Qz1.not-a-known-shape';
const HAIKU = 'anthropic/claude-haiku-5-5';
const ASK = {
  model: 'claude-haiku-5-5',
  max_tokens: 50,
  messages: [{ role: 'user' as const, content: 'Hi' }],
};

let mock: MockAnthropic;
let kit: TestGateway;
beforeAll(async () => {
  mock = await mockAnthropic();
});
afterAll(() => mock.close());
beforeEach(async () => {
  mock.seen.length = 0;
  mock.answer = (response) => json(response, 200, MESSAGE);
  kit = await startGateway({ anthropicUrl: mock.url, env: { ANTHROPIC_API_KEY: CANARY } });
});
afterEach(() => kit.close());

test('the real key goes upstream in the style of the caller, and the run token does not', async () => {
  const { sdk, token } = kit.client({ model: HAIKU });
  await sdk.messages.create(ASK, { headers: { 'anthropic-beta': 'one-2026-01-01,two-2026-02-02' } });
  await fetch(`${kit.baseUrl}/messages`, {
    method: 'POST',
    headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
    body: JSON.stringify({ ...ASK, temperature: 0 }),
  });
  const [bearer, older] = mock.seen;
  expect(bearer!.headers).toMatchObject({
    authorization: `Bearer ${CANARY}`,
    'anthropic-version': '2026-10-21',
    'anthropic-beta': 'one-2026-01-01,two-2026-02-02',
  });
  expect(older!.headers).toMatchObject({ 'x-api-key': CANARY, 'anthropic-version': '2023-06-01' });
  expect(older!.headers.authorization).toBeUndefined();
  expect(JSON.stringify(mock.seen)).not.toContain(token);
});

test('the body goes upstream byte for byte when nothing in it has to change', async () => {
  const { token } = kit.client({ model: HAIKU });
  const body = `{ "model":"claude-haiku-5-5",  "max_tokens": 5, "messages":[{"role":"user","content":[{"type":"text","text":"\\u00e9","cache_control":{"type":"ephemeral"}}]}] }`;
  await fetch(`${kit.baseUrl}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01' },
    body,
  });
  expect(mock.seen[0]!.body).toBe(body);
});

test('the run decides the model, whatever name the code sends', async () => {
  const { sdk, runId } = kit.client({ model: HAIKU });
  await sdk.messages.create({ ...ASK, model: 'something-else' });
  expect(JSON.parse(mock.seen[0]!.body)).toMatchObject({ model: 'claude-haiku-5-5' });
  expect(kit.gateway.calls(runId)[0]).toMatchObject({ requestedModel: 'something-else', model: HAIKU });
});

test('a stream passes byte for byte, however it is cut into packets, and is accounted for', async () => {
  const { token, runId } = kit.client({ model: HAIKU });
  mock.answer = async (response) => {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'request-id': 'req_upstream',
    });
    for (let at = 0; at < RAW_STREAM.length; at += 37) {
      response.write(RAW_STREAM.subarray(at, at + 37));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
  const response = await fetch(`${kit.baseUrl}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({ ...ASK, stream: true }),
  });
  expect(Buffer.from(await response.arrayBuffer()).equals(RAW_STREAM)).toBe(true);
  expect(response.headers.get('request-id')).toBe('req_upstream');
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({
    outcome: 'answered',
    streamed: true,
    text: 'Grüße 你好',
    stopReason: 'end_turn',
    inputTokens: 1000,
    outputTokens: 40,
    costUsd: (1000 * 0.1 + 40 * 0.5) / 1e6,
  });
});

test('an error of the API reaches the SDK as it was, with its headers', async () => {
  mock.answer = (response) =>
    json(
      response,
      429,
      {
        type: 'error',
        error: { type: 'rate_limit_error', message: 'Slow down' },
        request_id: 'req_upstream',
      },
      { 'retry-after': '7' },
    );
  const { sdk } = kit.client({ model: HAIKU });
  const failed = await sdk.messages.create(ASK).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Anthropic.RateLimitError);
  expect(failed).toMatchObject({ status: 429, type: 'rate_limit_error', requestID: 'req_upstream' });
  expect((failed as APIError).headers?.get('retry-after')).toBe('7');
});

test('the kill switch ends the call upstream too', async () => {
  let started: () => void = () => {};
  const isUpstream = new Promise<void>((resolve) => (started = resolve));
  mock.answer = () => started();
  const { sdk, runId } = kit.client({ model: HAIKU });
  const call = sdk.messages.create(ASK);
  call.catch(() => {});
  await isUpstream;
  kit.gateway.closeRun(runId);
  await mock.seen[0]!.hungUp;
  await expect(call).rejects.toMatchObject({ status: 403 });
  expect(kit.gateway.calls(runId)[0]).toMatchObject({
    outcome: 'aborted',
    abortedBy: 'run-closed',
    status: null,
  });
});

test('a caller that leaves ends the call upstream', async () => {
  mock.answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(RAW_STREAM.subarray(0, 600));
  };
  const { sdk, runId } = kit.client({ model: HAIKU });
  const stream = sdk.messages.stream(ASK);
  stream.on('streamEvent', () => stream.abort());
  await stream.done().catch(() => {});
  await mock.seen[0]!.hungUp;
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({ outcome: 'aborted', abortedBy: 'caller' });
});

test('a caller that hangs up after the last event has the whole answer', async () => {
  mock.answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(RAW_STREAM);
  };
  const { token, runId } = kit.client({ model: HAIKU });
  const leaving = new AbortController();
  const response = await fetch(`${kit.baseUrl}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({ ...ASK, stream: true }),
    signal: leaving.signal,
  });
  let length = 0;
  for await (const chunk of response.body!) {
    length += chunk.length;
    if (length === RAW_STREAM.length) break;
  }
  leaving.abort();
  await mock.seen[0]!.hungUp;
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({ outcome: 'answered', outputTokens: 40 });
});

test('a stream that the provider drops is broken for the caller too, not ended', async () => {
  mock.answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(RAW_STREAM.subarray(0, 600), () => response.destroy());
  };
  const { sdk, runId } = kit.client({ model: HAIKU });
  await expect(sdk.messages.stream(ASK).finalMessage()).rejects.toThrow();
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]!.outcome).toBe('cut');
});

test.each([
  [
    'a web page',
    (r: ServerResponse) => void r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    'with "text/html" instead of JSON',
  ],
  [
    'a redirect',
    (r: ServerResponse) => void r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    'answered with a redirect',
  ],
])('%s instead of an answer is a clear error', async (_, answer, words) => {
  mock.answer = answer;
  const { sdk } = kit.client({ model: HAIKU });
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 502,
    apiMessage: expect.stringContaining(words),
  });
});

test('a provider that cannot be reached is a clear error', async () => {
  const away = await startGateway({ anthropicUrl: 'http://127.0.0.1:1', env: { ANTHROPIC_API_KEY: CANARY } });
  const { sdk } = away.client({ model: HAIKU });
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 502,
    apiMessage: expect.stringContaining('Anthropic could not be reached'),
  });
  await away.close();
});

test('a cap on money refuses a model whose price is not known', async () => {
  const { sdk } = kit.client({ model: 'anthropic/claude-unheard-of', maxCostUsd: 1 });
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({ status: 400, errorCode: 'unknown_price' });
  expect(mock.seen).toEqual([]);
});

test('money is capped by what the calls really cost', async () => {
  const { sdk, runId } = kit.client({ model: HAIKU, maxCostUsd: 0.0003 });
  await sdk.messages.create(ASK);
  await sdk.messages.create(ASK);
  await expect(sdk.messages.create(ASK)).rejects.toMatchObject({ status: 429, errorCode: 'run_limit_spent' });
  expect(kit.gateway.usage(runId).costUsd).toBeCloseTo(0.0004, 10);
});

test('a key that the provider echoes reaches neither the caller, the ledger, nor the log', async () => {
  mock.answer = (response, request) =>
    json(response, 400, {
      type: 'error',
      error: { type: 'invalid_request_error', message: `bad key ${request.headers.authorization}` },
    });
  const { sdk, runId } = kit.client({ model: HAIKU });
  const failed = await sdk.messages.create(ASK).catch((error: unknown) => error);
  const ledger = kit.gateway.traces.ofRun(runId).map(({ id }) => kit.gateway.traces.find(id));
  const file = kit.db.serialize().toString('latin1');
  for (const place of [
    String(failed),
    JSON.stringify(kit.gateway.calls(runId)),
    JSON.stringify(ledger),
    JSON.stringify(kit.logged),
    file,
  ]) {
    expect(place).not.toContain(CANARY);
  }
  expect(ledger[0]!.trace.error).toContain('[key]');
});

test('thinking, its signature, cache marks and fields nobody knows pass both ways, however the stream is cut', async () => {
  const { token } = kit.client({ model: HAIKU });
  const turn = `{"role":"assistant","content":[{"type":"thinking","thinking":"Hm \\u2014","signature":"Eo8B+/=="},{"type":"redacted_thinking","data":"x"},{"type":"new_block","n":1.0}]}`;
  const body = `{"model":"claude-haiku-5-5","max_tokens":5,"stream":true,"new_field":{"b":1,"a":[1.50]},"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[{"role":"user","content":"Hi"},${turn},{"role":"user","content":"Go on"}]}`;
  const events = [
    'event: message_start\ndata: {"type":"message_start","message":{"id":"m","content":[],"new":1e2,"usage":{"input_tokens":3,"cache_creation":{"ephemeral_1h_input_tokens":9}}}}\n\n',
    'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}\n\n',
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"Eo8B+/=="}}\n\n',
    'event: new_event\ndata: {"type":"new_event","x":"\\ud83d\\ude00"}\n\n',
    'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n',
    'event: message_stop\ndata: {"type":"message_stop"}\n\n',
  ];
  const bytes = Buffer.from(events.join(''));
  for (const size of [1, 2, 7, 4096]) {
    mock.answer = async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
      response.end();
    };
    const response = await fetch(`${kit.baseUrl}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01', 'anthropic-beta': 'new-2027-01-01' },
      body,
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(mock.seen.at(-1)).toMatchObject({ body, headers: { 'anthropic-beta': 'new-2027-01-01' } });
  }
});
