import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestApp, memorySecrets, type TestApp } from '../../support/app.ts';
import { compatibleServer } from '../../fixtures/gateway/compatible-server.ts';
import { startGateway } from '../../fixtures/gateway/gateway.ts';
import { json, mockAnthropic } from '../../fixtures/gateway/mock-anthropic.ts';
import { checkProvider } from '../../../electron/server/features/models/health.ts';
import { checkKeys, checkModels } from '../../../electron/cli/doctor/data.ts';

let kit: TestApp;
const servers: Server[] = [];
beforeEach(async () => void (kit = await createTestApp()));
afterEach(async () => {
  await kit.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server that was fine when it was connected, and is not any more. */
async function connectThenBreak(listener: RequestListener): Promise<void> {
  let current: RequestListener = (_, response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ data: [{ id: 'm' }] }));
  const server = createServer((request, response) => current(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await kit.client.models.addServer.mutate({ baseUrl: `http://127.0.0.1:${port}`, title: 'Mine' });
  current = listener;
}

const findingOf = async (id: string) =>
  (await checkModels(kit.services)).find((finding) => finding.id === `model-${id}`);

test('the built-in model answers for real; a missing key is a word, not a failure', async () => {
  const findings = await checkModels(kit.services);
  expect(findings).toMatchObject([
    { id: 'model-builtin', status: 'ok', detail: expect.stringContaining('answers') },
    { id: 'model-anthropic', status: 'warn', hint: expect.stringContaining('Models page') },
  ]);
  expect(findings.some(({ id }) => id === 'models')).toBe(false);
});

test.each<[string, RequestListener, string, string]>([
  [
    'a web page',
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    'not with a list of models',
    'speak',
  ],
  [
    'a redirect',
    (_, response) => void response.writeHead(302, { location: 'http://other.example/x?y' }).end(),
    'redirect',
    'http://other.example',
  ],
  ['a refused key', (_, response) => void response.writeHead(401).end('{}'), 'wants a key', 'Enter the key'],
  ['a cut connection', (request) => void request.socket.destroy(), 'Nothing answers', 'Start the server'],
])(
  'a connected server that now answers with %s is told, with what to do',
  async (...[, listener, detail, hint]) => {
    await connectThenBreak(listener);
    expect(await findingOf('mine')).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining(detail),
      hint: expect.stringContaining(hint),
    });
  },
);

test('a server that works is listed with its models', async () => {
  const server = await compatibleServer({ ollama: true });
  await kit.client.models.addServer.mutate({ baseUrl: server.url });
  expect(await findingOf('ollama')).toMatchObject({ status: 'ok' });
  await server.close();
});

test.each([
  [200, 'ok', 'takes the key', undefined],
  [401, 'fail', 'does not take the key', expect.stringContaining('ANTHROPIC_API_KEY')],
])('Anthropic is asked to count two letters: %i is %s', async (...[status, verdict, detail, hint]) => {
  const upstream = await mockAnthropic();
  upstream.answer = (response) =>
    json(
      response,
      status,
      status === 200 ? { input_tokens: 8 } : { error: { message: 'invalid x-api-key' } },
    );
  const gateway = await startGateway({
    anthropicUrl: upstream.url,
    env: { ANTHROPIC_API_KEY: 'sk-ant-test-1' },
  });
  const found = await checkProvider(gateway.providers.get('anthropic')!, {
    gateway: gateway.gateway,
    secrets: memorySecrets(),
    connections: [],
  });
  expect(found).toMatchObject({ status: verdict, detail: expect.stringContaining(detail) });
  expect(found.hint).toEqual(hint);
  expect(upstream.seen.map(({ url }) => url)).toEqual(['/v1/messages/count_tokens']);
  await gateway.close();
  await upstream.close();
});

test('where keys are kept is told', () => {
  expect(checkKeys(kit.services)).toMatchObject({ status: 'ok', detail: 'Kept by this test only.' });
});
