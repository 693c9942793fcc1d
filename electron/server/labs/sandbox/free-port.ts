import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, connect, type Server } from 'node:net';

// Below the ports that systems give out by themselves (32768 and up on Linux, 49152 elsewhere): one of those could go
// to another connection or server before the program listens, and a check would then talk to a stranger.
const LOW = 10_000;
const HIGH = 21_000;
/** Where the guard of a port is: 10,000 and 21,000, 10,001 and 21,001, and so on. */
const GUARD = HIGH - LOW;
const ATTEMPTS = 50;
/** The one port in this range that `fetch` refuses to ask (fetch.spec.whatwg.org, "bad port"). */
const BAD_PORT = 10_080;

/** A loopback port that no other check has, in any Cairn on this machine, until it is released. */
export interface ReservedPort {
  port: number;
  release(): void;
}

/**
 * Reserves a port for a program that has not started yet. The port itself has to stay free for that program, so a second
 * one is held in its place: of two that want the same port, only one gets the guard.
 * @param candidate gives a port to try, from 10,000 to 20,999
 * @throws when none of 50 candidates is free
 */
export async function reservePort(candidate = (): number => randomInt(LOW, HIGH)): Promise<ReservedPort> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port = candidate();
    if (port === BAD_PORT) continue;
    const guard = await listenOn(port + GUARD);
    if (!guard) continue;
    const probe = await listenOn(port);
    if (!probe) {
      guard.close();
      continue;
    }
    probe.close();
    await once(probe, 'close');
    guard.unref();
    return { port, release: () => void guard.close() };
  }
  throw new Error(`No free port between ${LOW} and ${HIGH} was found.`);
}

/** @returns null when the port is taken */
async function listenOn(port: number): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return null;
  }
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
