import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';

// Below the ports that systems give out by themselves (32768 and up on Linux, 49152 elsewhere): one of those could go
// to another connection or server before the program listens, and a check would then talk to a stranger.
const LOW = 10_000;
const HIGH = 32_000;
const ATTEMPTS = 50;

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOW, HIGH);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${LOW} and ${HIGH} was found.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Whether something accepts connections on a loopback port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
