import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Gateway, GatewayServer } from './types.ts';

/** Opens a gateway on a free loopback port. */
export async function serveGateway(gateway: Pick<Gateway, 'fetch'>): Promise<GatewayServer> {
  const server = createServer((incoming, outgoing) => {
    // One broken call must not end the server that all others depend on.
    answer(gateway, incoming, outgoing).catch(() => outgoing.destroy());
  });
  // A model may think for minutes; the run's own wall time is the limit.
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  gateway: Pick<Gateway, 'fetch'>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const left = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) left.abort(new Error('the caller left'));
  });
  const request = toRequest(incoming, left.signal);
  if (!request) {
    outgoing.writeHead(400).end();
    return;
  }
  const response = await gateway.fetch(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    outgoing.end();
    return;
  }
  // Sent before the first event, so that a caller sees at once that its request was taken.
  outgoing.flushHeaders();
  const reader = response.body.getReader();
  outgoing.on('close', () => void reader.cancel().catch(() => {}));
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (!outgoing.write(next.value)) await flushed(outgoing);
    }
    outgoing.end();
  } catch {
    // A body that breaks off must break the connection: ending it would make half an answer look whole. What was
    // written goes out first.
    if (outgoing.socket && !outgoing.socket.destroyed) outgoing.socket.destroySoon();
  }
}

/** Waits until the caller has read what was sent, or has left; and takes its listeners off again. */
async function flushed(outgoing: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => resolve();
  outgoing.once('drain', done).once('close', done);
  if (!outgoing.destroyed) await promise;
  outgoing.off('drain', done).off('close', done);
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | null {
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    }
    return new Request(`http://127.0.0.1${incoming.url ?? '/'}`, {
      method,
      headers,
      signal,
      ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' } : {}),
    });
  } catch {
    return null;
  }
}

/** Opens the port at the first need, once. */
export function createLazyServer(gateway: Pick<Gateway, 'fetch'>): {
  baseUrl(): Promise<string>;
  close(): Promise<void>;
} {
  let opening: Promise<GatewayServer> | null = null;
  return {
    baseUrl: async () => (await (opening ??= serveGateway(gateway))).baseUrl,
    close: async () => (await opening)?.close(),
  };
}
