import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StrictRoom } from './types.ts';

/** The outer half of a sandbox's network: sockets in a folder that is inside as well (the inner half: inside.mjs). */
export interface Bridge {
  folder: string;
  close(): void;
}

const POLL_MS = 10;

/** Joins two connections; when one breaks, so does the other. */
function join(a: Socket, b: Socket, open: Set<Socket>): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    open.add(one);
    one.on('error', () => other.destroy());
    one.on('close', () => {
      open.delete(one);
      other.destroy();
    });
  }
  a.pipe(b).pipe(a);
}

/** Opens a way out for each port that may be reached, and a way in when the program listens. */
export function createBridge({ reach, listen }: Pick<StrictRoom, 'reach' | 'listen'>): Bridge {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-bridge-'));
  const servers: Server[] = [];
  const open = new Set<Socket>();
  const serve = (to: () => Socket, at: string | number): void => {
    const server = createServer({ allowHalfOpen: true }, (socket) => join(socket, to(), open));
    server.on('error', () => {});
    if (typeof at === 'number') server.listen(at, '127.0.0.1');
    else server.listen(at);
    servers.push(server);
  };
  for (const port of reach) {
    serve(() => connect({ port, host: '127.0.0.1', allowHalfOpen: true }), path.join(folder, `out-${port}`));
  }
  const way = path.join(folder, 'in');
  const poll =
    listen === undefined
      ? undefined
      : setInterval(() => {
          if (!existsSync(way)) return;
          clearInterval(poll);
          serve(() => connect({ path: way, allowHalfOpen: true }), listen);
        }, POLL_MS);
  return {
    folder,
    close() {
      clearInterval(poll);
      for (const server of servers) server.close();
      for (const socket of open) socket.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
