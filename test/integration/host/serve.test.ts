import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { serveHttp } from '../../../electron/host/serve.ts';
import { until } from './programs.ts';

it("a client's going away aborts the request's signal", async () => {
  let aborted = false;
  const serving = await serveHttp({
    listen: { port: 0 },
    fetch: (request) => {
      request.signal.addEventListener('abort', () => (aborted = true));
      return new Response(
        new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('first')) }),
      );
    },
  });
  const abort = new AbortController();
  const response = await fetch(serving.url, { signal: abort.signal });
  await response.body!.getReader().read();
  abort.abort();
  await until(() => aborted, 2000);
  await serving.close(0);
});

it('closing lets go of idle keep-alive connections at once', async () => {
  const serving = await serveHttp({ listen: { port: 0 }, fetch: () => new Response('ok') });
  const socket = connect(serving.port!, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await once(socket, 'data');
  const begun = performance.now();
  await serving.close(5000);
  expect(performance.now() - begun).toBeLessThan(1000);
});

it('leaves the global Request and Response as they are', async () => {
  const before = [globalThis.Request, globalThis.Response];
  const serving = await serveHttp({ listen: { port: 0 }, fetch: () => new Response('ok') });
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
  await serving.close();
});
