import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../fixtures/gateway/gateway.ts';

const KEY = 'a-key-of-unusual-looks-0123456789';
const MODEL = 'anthropic/claude-haiku-5-5';
const JSON_TYPE = { 'content-type': 'application/json' };
const SSE_TYPE = { 'content-type': 'text/event-stream' };

let provider: Server;
let gateway: TestGateway;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  provider = createServer((request, response) => {
    request.resume().on('end', () => answer(response));
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  gateway = await startGateway({
    anthropicUrl: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
    env: { ANTHROPIC_API_KEY: KEY },
  });
});
afterEach(async () => {
  await gateway.close();
  provider.closeAllConnections();
  provider.close();
});

interface Asked {
  status: number;
  body: string;
  headers: string;
}

/** One call; a connection that breaks gives status 0 and why. */
async function ask(token: string, body: object | string = {}): Promise<Asked> {
  const message = {
    model: 'm',
    max_tokens: 10,
    messages: [{ role: 'user', content: 'hi' }],
    ...Object(body),
  };
  try {
    const response = await fetch(`${gateway.baseUrl}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01', ...JSON_TYPE },
      body: typeof body === 'string' ? body : JSON.stringify(message),
      signal: AbortSignal.timeout(20_000),
    });
    const headers = JSON.stringify([...response.headers]);
    return { status: response.status, body: await response.text(), headers };
  } catch (error) {
    return { status: 0, body: String(error), headers: '' };
  }
}

async function askOnce(body?: object | string) {
  const { runId, token } = gateway.gateway.openRun({ model: MODEL });
  const asked = await ask(token, body);
  return { asked, call: gateway.gateway.calls(runId)[0]!, usage: gateway.gateway.usage(runId) };
}

/** Sends a piece again and again until the other side has gone. */
function sendForEver(response: ServerResponse, piece: string): void {
  const next = (): void => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', next);
  };
  next();
}

const events = (...all: object[]): string =>
  all.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');

it('an event with an index of a billion does not stop the server', async () => {
  answer = (response) =>
    response
      .writeHead(200, SSE_TYPE)
      .end(
        events(
          { type: 'message_start', message: { content: [], usage: {} } },
          { type: 'content_block_start', index: 1e9, content_block: { type: 'text', text: '' } },
          { type: 'content_block_start', index: 4_294_967_294, content_block: { type: 'text', text: '' } },
          { type: 'message_stop' },
        ),
      );
  const begun = performance.now();
  const { asked, call } = await askOnce({ stream: true });
  expect([asked.status, call.outcome]).toEqual([200, 'answered']);
  expect(performance.now() - begun).toBeLessThan(5000);
});

it.each([
  { name: 'an answer', type: JSON_TYPE, start: '{"a":"', reason: 'the answer was larger than 32 MB' },
  { name: 'an event', type: SSE_TYPE, start: 'data: ', reason: 'one event was larger than 4 MB' },
])('$name without end is cut off, and the ledger says why', async ({ type, start, reason }) => {
  answer = (response) => {
    response.writeHead(200, type).write(start);
    sendForEver(response, 'x'.repeat(64 * 1024));
  };
  const { asked, call } = await askOnce({ stream: type === SSE_TYPE });
  expect([asked.status, call.outcome, call.error]).toEqual([0, 'cut', reason]);
});

it('an error without end is read for its first megabyte only', async () => {
  answer = (response) => sendForEver(response.writeHead(500, JSON_TYPE), 'x'.repeat(64 * 1024));
  const { asked } = await askOnce();
  expect(asked.status).toBe(500);
  expect(asked.body.length).toBeLessThan(2 * 1024 * 1024);
});

it.each([-7, 1.5, 1e308])('a count of %s tokens counts as unknown', async (count) => {
  answer = (response) =>
    response
      .writeHead(200, JSON_TYPE)
      .end(JSON.stringify({ content: [], usage: { input_tokens: 3, output_tokens: count } }));
  const { usage } = await askOnce();
  expect(usage).toMatchObject({ inputTokens: 3, outputTokens: 0 });
});

it('a key that the provider repeats reaches nobody: not in a header, an answer, or a stream cut in its middle', async () => {
  const half = Math.floor(KEY.length / 2);
  const stream = events({ type: 'error', error: { message: `bad key ${KEY}!` } });
  const at = stream.indexOf(KEY) + half;
  const answers: ((response: ServerResponse) => void)[] = [
    (response) => response.writeHead(200, { ...JSON_TYPE, 'x-echo': KEY }).end(`{"content":["${KEY}"]}`),
    (response) => response.writeHead(401, JSON_TYPE).end(`{"error":{"message":"bad key ${KEY}"}}`),
    async (response) => {
      response.writeHead(200, SSE_TYPE).write(stream.slice(0, at));
      await sleep(50);
      response.end(stream.slice(at));
    },
    // What only looks like the beginning of the key arrives whole.
    (response) => response.writeHead(200, JSON_TYPE).end(`{"content":[]} ${KEY.slice(0, half)}`),
  ];
  for (const one of answers) {
    answer = one;
    const { asked, call } = await askOnce();
    expect(JSON.stringify([asked, call])).not.toContain(KEY);
    if (one === answers[2]) expect(asked.body).toBe(stream.replace(KEY, '[key]'));
    if (one === answers[3]) expect(asked.body).toBe(`{"content":[]} ${KEY.slice(0, half)}`);
  }
  const rows = JSON.stringify(gateway.db.prepare('SELECT * FROM model_call').all());
  gateway.gateway.traces.flush();
  expect([rows.includes(KEY), JSON.stringify(gateway.logged).includes(KEY)]).toEqual([false, false]);
});

it.each([204, 205, 999])('the status %s is reported as no answer, once', async (status) => {
  answer = (response) => response.writeHead(status, JSON_TYPE).end();
  const { asked } = await askOnce();
  gateway.gateway.traces.flush();
  expect([asked.status, gateway.logged]).toEqual([502, []]);
  expect(gateway.gateway.traces.latest(5)).toHaveLength(1);
});

it('lists in lists a hundred thousand deep are the sender’s mistake, and the ledger keeps a line of them', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  answer = (response) => response.writeHead(200, JSON_TYPE).end(`{"content":${deep}}`);
  const { asked } = await askOnce(
    `{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"tools":${deep}}`,
  );
  expect([asked.status, asked.body]).toEqual([400, expect.stringContaining('nested too deep')]);
  expect((await askOnce()).asked.status).toBe(200);
  gateway.gateway.traces.flush();
  expect([gateway.gateway.traces.latest(5).length, gateway.logged]).toEqual([2, []]);
});

it('of thirty-two calls at once only as many go out as a cap on money has room for', async () => {
  answer = (response) =>
    void sleep(300).then(() =>
      response.writeHead(200, JSON_TYPE).end('{"content":[],"usage":{"input_tokens":10,"output_tokens":10}}'),
    );
  const { runId, token } = gateway.gateway.openRun({ model: MODEL, maxCostUsd: 0.01 });
  const all = await Promise.all(Array.from({ length: 32 }, () => ask(token, { max_tokens: 4000 })));
  const out = all.filter(({ status }) => status === 200).length;
  expect(out).toBeGreaterThan(0);
  expect(out).toBeLessThan(10);
  // What was held is free again when the calls have ended for less.
  expect((await ask(token, { max_tokens: 4000 })).status).toBe(200);
  expect(gateway.gateway.usage(runId).calls).toBe(out + 1);
});
