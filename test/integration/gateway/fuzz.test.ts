import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import { json, MESSAGE, mockAnthropic, type MockAnthropic } from '../../fixtures/gateway/mock-anthropic.ts';

const KEY = 'sk-ant-fuzz-canary-key-0001';
let upstream: MockAnthropic;
let kit: TestGateway;
let run: { runId: string; token: string };
beforeAll(async () => {
  upstream = await mockAnthropic();
  upstream.answer = (response) => json(response, 200, MESSAGE);
  kit = await startGateway({ anthropicUrl: upstream.url, env: { ANTHROPIC_API_KEY: KEY } });
  run = kit.gateway.openRun({ model: 'anthropic/claude-haiku-5-5' });
});
afterAll(async () => {
  await kit.close();
  await upstream.close();
});

const PATHS = [
  '/v1/messages',
  '/messages',
  '/v1/messages/count_tokens',
  '/v1/chat/completions',
  '/chat/completions',
  '/v1/embeddings',
  '/v1/models',
  '/v1/models/x',
];

const VALID = {
  model: 'any',
  max_tokens: 5,
  stream: false,
  system: 'Be kind.',
  input: 'Hi',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
  tools: [{ name: 't', input_schema: { type: 'object' } }],
};

/** A valid request in which one place holds something else. */
const mutated = fc
  .tuple(
    fc.constantFrom(
      'model',
      'max_tokens',
      'stream',
      'system',
      'input',
      'messages',
      'tools',
      'tool_choice',
      'thread',
      'response_format',
      'stop',
      'n',
    ),
    fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.constant([{ role: 'user', content: [{ type: 'tool_result' }] }]),
    ),
  )
  .map(([name, value]) => JSON.stringify({ ...VALID, [name]: value }));

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.json({ maxDepth: 5 }),
  mutated,
  fc.constant('['.repeat(50_000)),
  fc.constant(`{"model":"x","messages":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
);

/** Every answer is JSON or a stream, of a status that the API has, without the key, and in an API's error shape. */
async function expectSane(response: Response): Promise<void> {
  const text = await response.text();
  expect(response.status).toBeGreaterThanOrEqual(200);
  expect(text).not.toContain(KEY);
  expect(text).not.toMatch(/node_modules|\.ts:\d+/);
  if (response.status >= 400) {
    const { error } = JSON.parse(text) as { error: { message: string } };
    expect(error.message.length).toBeGreaterThan(3);
    // Nothing that a caller sends is the gateway's own mistake.
    expect([response.status, error.message]).not.toContain(500);
  }
}

test('whatever bytes come at whatever route, the answer is one that a client understands', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PATHS),
      fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE'),
      bodies,
      fc.constantFrom('2023-06-01', '2026-10-21', 'nonsense', ''),
      async (...[path, method, body, version]) => {
        const response = await fetch(kit.baseUrl + path, {
          method,
          headers: {
            authorization: `Bearer ${run.token}`,
            'content-type': 'application/json',
            ...(version ? { 'anthropic-version': version } : {}),
          },
          ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
        });
        await expectSane(response);
      },
    ),
    { numRuns: 500 },
  );
  expect(kit.logged).toEqual([]);
  expect(kit.gateway.openRuns()[0]!.inFlight).toBe(0);
}, 60_000);

test('bytes that are no HTTP get a 400 or a closed connection, and the gateway answers on', async () => {
  const { port } = new URL(kit.baseUrl);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (bytes) => {
      const socket = connect(Number(port), '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk) => void (answer += chunk.toString('latin1')));
      const closed = new Promise<void>((resolve) =>
        socket.on('close', () => resolve()).on('error', () => {}),
      );
      socket.end(Buffer.concat([bytes, Buffer.from('\r\n\r\n')]));
      await closed;
      expect(answer === '' || /^HTTP\/1\.1 4\d\d/.test(answer)).toBe(true);
    }),
    { numRuns: 60 },
  );
  const { sdk } = kit.client({ model: null }, [{ kind: 'answer', text: 'Here.' }]);
  const asked = { model: 'x', max_tokens: 5, messages: [{ role: 'user' as const, content: 'Hi' }] };
  expect((await sdk.messages.create(asked)).content).toMatchObject([{ text: 'Here.' }]);
});

test('a provider that answers with anything at all breaks one call, never the gateway', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('application/json', 'text/event-stream'),
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.json().map((text) => Buffer.from(`data: ${text}\n\n`)),
      ),
      fc.constantFrom(PATHS[0]!, PATHS[3]!),
      async (type, body, path) => {
        upstream.answer = (response) => void response.writeHead(200, { 'content-type': type }).end(body);
        await fetch(kit.baseUrl + path, {
          method: 'POST',
          headers: { authorization: `Bearer ${run.token}`, 'anthropic-version': '2023-06-01' },
          body: JSON.stringify({
            model: 'any',
            max_tokens: 5,
            stream: type !== 'application/json',
            messages: [{ role: 'user', content: 'Hi' }],
          }),
        })
          .then((response) => response.text())
          .catch(() => '');
      },
    ),
    { numRuns: 200 },
  );
  await kit.gateway.settled(run.runId, 1000);
  expect(kit.gateway.openRuns().find(({ runId }) => runId === run.runId)!.inFlight).toBe(0);
  upstream.answer = (response) => json(response, 200, MESSAGE);
}, 60_000);
