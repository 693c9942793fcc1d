import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { expect as lab } from '../../../electron/server/labs/expect.ts';
import { createHttpTools } from '../../../electron/server/labs/http-tools.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** What a check has to talk to a server with. */
async function toolsFor(handler: RequestListener) {
  const opened = createServer(handler);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  const address = opened.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const program = { baseUrl: `http://127.0.0.1:${address.port}`, failIfGone: () => {} };
  return createHttpTools(async () => program, new AbortController().signal);
}

test('an error in place of a stream shows its body in the failure', async () => {
  const { sse } = await toolsFor((_, response) => {
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end('{"error":{"code":"internal"}}');
  });
  const answer = await sse('/summaries');
  expect(answer.text).toBe('{"error":{"code":"internal"}}');
  expect(() => lab.status(answer, 502)).toThrow(
    expect.objectContaining({
      details: { expected: '502', actual: '500, with the body {"error":{"code":"internal"}}' },
    }),
  );
});

test('the events of an error can still be read', async () => {
  const { sse } = await toolsFor((_, response) => {
    response.writeHead(503, { 'content-type': 'text/event-stream' });
    response.end('event: error\ndata: {"code":"busy"}\n\n');
  });
  expect(await (await sse('/summaries')).rest()).toEqual([{ event: 'error', data: { code: 'busy' } }]);
});

test('a stream that never ends fails with the time that it had, and keeps what came before', async () => {
  const { sse } = await toolsFor((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: delta\ndata: {"text":"One"}\n\n');
  });
  const answer = await sse('/summaries', { method: 'POST', timeoutMs: 300 });
  expect(await answer.next()).toEqual({ event: 'delta', data: { text: 'One' } });
  await expect(answer.rest()).rejects.toThrow('POST /summaries was not answered in full within 0.3 seconds.');
});

test('a stream that breaks off, or that the check leaves, just ends', async () => {
  const { sse } = await toolsFor((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: delta\ndata: 1\n\n');
    if (request.url === '/breaks') response.socket?.destroySoon();
  });
  expect(await (await sse('/breaks')).rest()).toEqual([{ event: 'delta', data: 1 }]);
  const answer = await sse('/stays');
  await answer.next();
  answer.leave();
  expect(await answer.rest()).toEqual([]);
});
