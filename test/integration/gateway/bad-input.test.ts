import { once } from 'node:events';
import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import { hasOpenssl, selfSigned } from '../../fixtures/gateway/self-signed.ts';

let kit: TestGateway;
const servers: Server[] = [];
beforeAll(async () => {
  kit = await startGateway();
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  for (const { id } of kit.store.list()) kit.store.remove(id);
});
afterAll(() => kit.close());

const ASK = { model: 'any', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] };

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Asks a connected server, once by either API, and gives what the callers are told. */
async function ask(baseUrl: string) {
  kit.store.add(
    {
      id: 'odd',
      kind: 'anthropic-compatible',
      title: 'Odd',
      baseUrl,
      server: 'other',
      hasKey: false,
      models: [],
    },
    0,
  );
  const { token } = kit.gateway.openRun({ model: 'odd/any' });
  const response = await fetch(`${kit.baseUrl}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': token, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(ASK),
  });
  const body = (await response.json()) as { error: { message: string; details?: { error_code: string } } };
  return { status: response.status, retry: response.headers.get('x-should-retry'), ...body.error };
}

/** The gateway answers on. */
async function expectAlive(): Promise<void> {
  const { sdk } = kit.client({ model: null }, [{ kind: 'answer', text: 'Still here.' }]);
  const answer = await sdk.messages.create({ ...ASK, messages: [{ role: 'user', content: 'Hi' }] });
  expect(answer.content).toMatchObject([{ text: 'Still here.' }]);
}

const html: RequestListener = (_, response) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>');
const redirect: RequestListener = (_, response) =>
  void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();

test.each([
  ['a web page', html, 502, 'upstream_not_json', 'instead of JSON'],
  ['a redirect', redirect, 502, 'upstream_redirect', 'Connect the address it points to'],
])(
  'a provider that answers with %s is named, and not asked again',
  async (...[, listener, status, code, words]) => {
    const port = await listening(createPlain(listener));
    expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({
      status,
      retry: 'false',
      message: expect.stringContaining(words),
      details: { error_code: code },
    });
    await expectAlive();
  },
);

test.skipIf(!hasOpenssl())(
  'a certificate that nobody vouches for is refused, and the message says what to do',
  async () => {
    const port = await listening(createSecure(selfSigned(), html));
    expect(await ask(`https://127.0.0.1:${port}`)).toMatchObject({
      status: 502,
      retry: 'false',
      message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      details: { error_code: 'upstream_certificate' },
    });
    await expectAlive();
  },
);

test('https to a server that speaks http says so', async () => {
  const port = await listening(createPlain(html));
  expect(await ask(`https://127.0.0.1:${port}`)).toMatchObject({
    status: 502,
    details: { error_code: 'upstream_tls' },
    message: expect.stringContaining('begins with http'),
  });
});

test.each([
  ['http://127.0.0.1:1', 'upstream_refused', 'Start the server'],
  ['http://nobody.invalid', 'upstream_unknown_host', 'The name is not known'],
  ['http://169.254.169.254', 'upstream_forbidden_address', 'metadata address'],
  ['http://[fd00:ec2::254]', 'upstream_forbidden_address', 'metadata address'],
  ['http://metadata.google.internal', 'upstream_forbidden_address', 'metadata address'],
])('%s, connected long ago, is a typed error: %s', async (baseUrl, code, words) => {
  expect(await ask(baseUrl)).toMatchObject({
    status: 502,
    details: { error_code: code },
    message: expect.stringContaining(words),
  });
});

test('a provider that is this gateway is a loop, not a flood', async () => {
  expect(await ask(kit.baseUrl)).toMatchObject({ details: { error_code: 'gateway_loop' } });
});

test('a compressed answer that unpacks to gigabytes is cut off, and takes no memory', async () => {
  const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 32));
  const port = await listening(
    createPlain((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb),
    ),
  );
  const before = process.memoryUsage().rss;
  // Headers were sent by then: the answer breaks off, and cannot be read.
  await expect(ask(`http://127.0.0.1:${port}`)).rejects.toThrow();
  expect(kit.gateway.openRuns()[0]).toMatchObject({ inFlight: 0 });
  expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
  await expectAlive();
});

test('a body of 50 MB is a 413 in the words of either API, and the connection lives', async () => {
  const { token } = kit.client({ model: null });
  const big = Buffer.alloc(50 * 1024 * 1024, 32);
  for (const [path, type] of [
    ['/v1/messages', 'request_too_large'],
    ['/v1/chat/completions', 'invalid_request_error'],
  ] as const) {
    const response = await fetch(kit.baseUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: big,
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { type } });
  }
  await expectAlive();
});

test('an unknown model names the nearest in either API', async () => {
  const { token } = kit.gateway.openRun({
    model: 'builtin/cairn-practice',
    allowed: ['anthropic/claude-haiku-5-5'],
    pinModel: false,
  });
  for (const path of ['/v1/messages', '/v1/chat/completions']) {
    const response = await fetch(kit.baseUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({ ...ASK, model: 'claude-haiku-5.5' }),
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining('anthropic/claude-haiku-5-5') },
    });
  }
});

test('a foreign host and a web page are refused before anything is read', async () => {
  const { token } = kit.client({ model: null });
  const foreign: Record<string, string>[] = [
    { host: 'evil.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of foreign) {
    const response = await kit.gateway.fetch(
      new Request('http://127.0.0.1/v1/messages', {
        method: 'POST',
        headers: new Headers({ 'x-api-key': token, ...headers }),
        body: '{}',
      }),
    );
    expect(response.status).toBe(403);
  }
});

test('callers that never finish their request keep nobody waiting', async () => {
  const { port } = new URL(kit.baseUrl);
  const sockets = Array.from({ length: 200 }, () => connect(Number(port), '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  sockets.forEach((socket, i) => {
    socket.on('error', () => {});
    const head = `POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`;
    // Half of them stop in the middle of the headers, half in the middle of the body.
    socket.write(i % 2 ? head : `${head}content-length: 100000\r\n\r\n{"model":`);
  });
  await expectAlive();
  for (const socket of sockets) socket.destroy();
});
