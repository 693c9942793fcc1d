import { createInterface } from 'node:readline';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import type { Program } from '../sandbox/program.ts';

/** The stdio transport over a program that the engine started: with its limits, not as a process of the SDK's. */
export interface ProgramTransport extends Transport {
  /** Writes past the client. Answers to a request that went this way come by `next`. */
  raw(message: object | string): void;
  /** @returns undefined when none came in time or the program ended */
  next(timeoutMs: number): Promise<Record<string, unknown> | undefined>;
}

/** Messages that wait to be read one by one. */
function createInbox() {
  const queue: Record<string, unknown>[] = [];
  const waiters = new Set<() => void>();
  const state = { isClosed: false };
  const wake = (): void => waiters.forEach((waiter) => waiter());
  return {
    keep(message: Record<string, unknown>): void {
      queue.push(message);
      wake();
    },
    close(): void {
      state.isClosed = true;
      wake();
    },
    async next(timeoutMs: number): Promise<Record<string, unknown> | undefined> {
      const deadline = Date.now() + timeoutMs;
      while (queue.length === 0 && !state.isClosed && Date.now() < deadline) {
        const woken = Promise.withResolvers<void>();
        const timer = setTimeout(woken.resolve, deadline - Date.now());
        waiters.add(woken.resolve);
        await woken.promise;
        clearTimeout(timer);
        waiters.delete(woken.resolve);
      }
      return queue.shift();
    },
  };
}

export function createProgramTransport(program: Program): ProgramTransport {
  const ownIds = new Set<unknown>();
  const inbox = createInbox();
  let isClosed = false;

  function read(line: string): void {
    if (line.trim() === '') return;
    let message: Record<string, unknown>;
    try {
      message = JSON.parse(line) as Record<string, unknown>;
    } catch {
      transport.onerror?.(new Error(`The server printed a line that is no message: ${line.slice(0, 300)}`));
      inbox.keep({ unparsed: line });
      return;
    }
    // An answer to what the check wrote by hand, an error without an id included, is not the client's.
    if ('method' in message || ownIds.has(message['id'])) {
      transport.onmessage?.(message as unknown as JSONRPCMessage);
    } else inbox.keep(message);
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    program.input!.end();
    inbox.close();
    transport.onclose?.();
  }

  const transport: ProgramTransport = {
    async start() {
      createInterface({ input: program.stdout! })
        .on('line', read)
        .on('error', () => {});
      void program.ended.then(close);
    },
    async send(message) {
      if ('id' in message && 'method' in message) ownIds.add(message.id);
      if (program.hasEnded) throw new Error('the server has ended');
      program.input!.write(`${JSON.stringify(message)}\n`);
    },
    close: async () => close(),
    raw(message) {
      program.input!.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`);
    },
    next: (timeoutMs) => inbox.next(timeoutMs),
  };
  return transport;
}
