import { createServer, type Server } from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { AppError } from '../shared/errors.ts';

export type Fetch = (request: Request) => Response | Promise<Response>;

export interface ServeOptions {
  fetch: Fetch;
  /** A TCP port of 127.0.0.1 (0: any free one), or the path of a unix socket or named pipe. */
  listen: { port: number } | { socket: string };
}

export interface HttpServing {
  /** The address for a browser; '' on a socket. */
  url: string;
  port: number | null;
  /** Takes no new request, lets those in flight finish for `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Serves `fetch` over HTTP. The client's going away aborts `request.signal`. Size limits are the app's.
 * @throws AppError `unavailable` when the port is taken, naming it and a way out
 */
export async function serveHttp(options: ServeOptions): Promise<HttpServing> {
  const { fetch, listen } = options;
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await bind(server, listen);
  const address = server.address() as AddressInfo | string;
  const port = typeof address === 'string' ? null : address.port;
  return {
    url: port === null ? '' : `http://127.0.0.1:${port}`,
    port,
    close: (graceMs = 500) => stop(server, graceMs),
  };
}

async function bind(server: Server, listen: ServeOptions['listen']): Promise<void> {
  const target: ListenOptions =
    'socket' in listen ? { path: listen.socket } : { host: '127.0.0.1', port: listen.port, exclusive: true };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(target, resolve);
  try {
    await promise;
  } catch (error) {
    throw bindError(error, 'port' in listen ? listen.port : null);
  }
  server.off('error', reject);
}

function bindError(error: unknown, port: number | null): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') {
    return new AppError('unavailable', `Port ${port} of 127.0.0.1 is taken by another program.`, {
      hint: 'Leave --port out and Cairn takes a free one, or choose another number.',
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new AppError('forbidden', `This account may not listen on port ${port}.`, {
      hint: 'Choose a port from 1024 up, or leave --port out.',
      cause: error,
    });
  }
  return error;
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await promise;
  clearTimeout(cut);
}
