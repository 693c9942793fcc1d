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

export function createProgramTransport(program: Program): ProgramTransport {
  const ownIds = new Set<string | number>();
  const queue: Record<string, unknown>[] = [];
  const waiters = new Set<() => void>();
  let isClosed = false;

  function keep(message: Record<string, unknown>): void {
    queue.push(message);
    for (const wake of waiters) wake();
  }

  const transport: ProgramTransport = {
    start: async () => {
      createInterface({ input: program.stdout! })
        .on('line', (line) => {
          if (line.trim() === '') return;
          let message: Record<string, unknown>;
          try {
            message = JSON.parse(line) as Record<string, unknown>;
          } catch {
            transport.onerror?.(
              new Error(`The server printed a line that is no message: ${line.slice(0, 300)}`),
            );
            keep({ unparsed: line });
            return;
          }
          const id = message['id'];
          // An answer to what the check wrote by hand, an error without an id included, is not the client's.
          const isForClient =
            'method' in message || (id !== null && id !== undefined && ownIds.has(id as string));
          if (isForClient) transport.onmessage?.(message as unknown as JSONRPCMessage);
          if (!isForClient) keep(message);
        })
        .on('error', () => {});
      void program.ended.then(close);
    },
    async send(message) {
      if ('id' in message && 'method' in message) ownIds.add(message.id);
      if (program.hasEnded) throw new Error('the server has ended');
      program.input!.write(`${JSON.stringify(message)}\n`);
    },
    async close() {
      close();
    },
    raw(message) {
      program.input!.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`);
    },
    async next(timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      while (queue.length === 0 && !isClosed && Date.now() < deadline) {
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

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    program.input!.end();
    for (const wake of waiters) wake();
    transport.onclose?.();
  }
  return transport;
}
