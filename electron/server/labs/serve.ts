import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CheckTools } from './checks.ts';
import type { Learner } from './learner.ts';

export interface OpenServer {
  /** Without a slash at the end. */
  url: string;
  port: number;
  /** Cuts every connection: a check does not wait for a program that hangs. */
  close(): void;
}

/** Opens an HTTP server on 127.0.0.1. @param port left out: a free one */
export async function openServer(handler: RequestListener, port = 0): Promise<OpenServer> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface ServeParts {
  learner: Pick<Learner, 'hasStarted' | 'addReach'>;
  /** The ports of an earlier run in order, which are taken again. Others are added. */
  ports: number[];
  onClose: (close: () => void) => void;
}

/** `t.serve`: servers of a check that its program may call. */
export function createServe({ learner, ports, onClose }: ServeParts): CheckTools['serve'] {
  let count = 0;
  return async (handler) => {
    if (learner.hasStarted()) throw new Error('t.serve has to come before the program starts');
    const place = count;
    count += 1;
    const { url, port, close } = await openServer(handler, ports[place]);
    ports[place] = port;
    onClose(close);
    learner.addReach(port);
    return url;
  };
}
