import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../shared/errors.ts';
import { createNodeOutlet, requestOf } from './node-outlet.ts';
import type { CallRequest } from './outlet.ts';
import { reasonOf } from './providers/upstream.ts';
import type { Gateway, GatewayServer } from './types.ts';

/** A request that takes longer than this to arrive is no program's; answers may take as long as they like. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 120_000;

/**
 * Opens a gateway on a loopback port.
 * @param wanted a port of 127.0.0.1; 0 takes any free one
 * @throws AppError `unavailable` when the port is taken
 */
export async function serveGateway(gateway: Pick<Gateway, 'answer'>, wanted = 0): Promise<GatewayServer> {
  const server = createServer((incoming, outgoing) => {
    const request = requestOf(incoming, stoppable(outgoing));
    if (!request) {
      outgoing.writeHead(400).end();
      return;
    }
    // One broken call must not end the server that all others depend on.
    gateway.answer(request, createNodeOutlet(outgoing)).catch(() => outgoing.destroy());
  });
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.listen(wanted, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new AppError('unavailable', `Port ${wanted} of 127.0.0.1 cannot be used: ${reasonOf(error)}.`, {
      hint: 'Choose another port, or leave --port out and Cairn takes a free one.',
      cause: error,
    });
  }
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

/** A signal that fires when the caller leaves, or when another does. It lets go of the other when the answer is out. */
function stoppable(
  outgoing: ServerResponse,
): Pick<CallRequest, 'signal'> & Required<Pick<CallRequest, 'stopWith'>> {
  const stop = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) stop.abort(new Error('the caller left'));
  });
  return {
    signal: stop.signal,
    stopWith(other) {
      if (other.aborted) return stop.abort(other.reason);
      const fire = (): void => stop.abort(other.reason);
      other.addEventListener('abort', fire);
      outgoing.on('close', () => other.removeEventListener('abort', fire));
    },
  };
}

/** Opens the port at the first need, once. */
export function createLazyServer(gateway: Pick<Gateway, 'answer'>): {
  baseUrl(port?: number): Promise<string>;
  close(): Promise<void>;
} {
  let opening: Promise<GatewayServer> | null = null;
  return {
    baseUrl: async (port) => (await (opening ??= serveGateway(gateway, port))).baseUrl,
    close: async () => (await opening)?.close(),
  };
}
