import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createForwarder } from '../../../electron/shell/forward.ts';
import { createUpstreamSlot } from '../../../electron/shell/upstream.ts';

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()));

async function behind(listener: RequestListener) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-f-'));
  const socket = path.join(folder, 's');
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  const slot = createUpstreamSlot();
  slot.set({ socket, session: 'of-the-shell' });
  return createForwarder(slot);
}

const asked = (url: string, init?: RequestInit) =>
  Object.assign(new Request(url, init), { initiatorOrigin: 'cairn://app' });

it("sends the window's request with the app's host, its true origin and the shell's session", async () => {
  let seen: IncomingMessage | undefined;
  const forward = await behind((request, response) => {
    seen = request;
    request.resume().on('end', () => response.end('ok'));
  });
  const headers = { 'x-cairn-session': 'stale', 'content-type': 'application/json' };
  await forward(asked('cairn://app/trpc/a.b?x=1', { method: 'POST', headers, body: '{"a":"ü"}' }));
  expect({ method: seen!.method, url: seen!.url }).toEqual({ method: 'POST', url: '/trpc/a.b?x=1' });
  expect(seen!.headers).toMatchObject({
    host: 'app',
    origin: 'cairn://app',
    'x-cairn-session': 'of-the-shell',
    'content-type': 'application/json',
    'content-length': '10',
  });
});

it('keeps a header that came twice as two, and drops those of the connection', async () => {
  const forward = await behind((_request, response) => {
    response.writeHead(
      201,
      [
        ['x-a', '1'],
        ['x-a', '2'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ].flat(),
    );
    response.end('body');
  });
  const response = await forward(asked('cairn://app/'));
  expect([
    response.status,
    response.headers.get('x-a'),
    response.headers.getSetCookie(),
    response.headers.has('connection'),
  ]).toEqual([201, '1, 2', ['a=1', 'b=2'], false]);
});

it('passes a stream through as it comes, and cancelling its body ends the upstream request', async () => {
  const closed = Promise.withResolvers<void>();
  const forward = await behind((_request, response) => {
    response.write('first');
    response.on('close', () => closed.resolve());
  });
  const reader = (await forward(asked('cairn://app/events'))).body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('first');
  await reader.cancel();
  await closed.promise;
});

it('a stream that breaks upstream breaks for the window too, so that it reconnects', async () => {
  const forward = await behind((_request, response) => {
    response.write('first');
    setTimeout(() => response.destroy(), 20);
  });
  await expect((await forward(asked('cairn://app/events'))).text()).rejects.toThrow();
});

it('refuses what another origin asks for, without passing it on', async () => {
  let calls = 0;
  const forward = await behind((_request, response) => {
    calls += 1;
    response.end();
  });
  const response = await forward(
    Object.assign(new Request('cairn://app/'), { initiatorOrigin: 'https://evil.example' }),
  );
  expect([response.status, calls]).toEqual([403, 0]);
});

it('an answer without a body has none', async () => {
  const forward = await behind((_request, response) => response.writeHead(204).end());
  const response = await forward(asked('cairn://app/'));
  expect([response.status, response.body]).toEqual([204, null]);
});
