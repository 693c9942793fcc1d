import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Program } from '../sandbox/program.ts';

/** An answer of the host that serves the learner's functions. */
export type ModuleAnswer =
  | { result: unknown }
  | { error: { code: number; message: string; data?: { type?: string; trace?: string } } }
  /** The program ended before it answered. */
  | 'gone'
  | 'timeout';

export interface ModuleClient {
  program: Program;
  /** Settles when the entry has been loaded, with whether it could be. */
  ready: Promise<boolean>;
  call(method: string, params: Record<string, unknown>, timeoutMs: number): Promise<ModuleAnswer>;
}

/** The longest answer that is read. */
const MAX_LINE = 4 * 1024 * 1024;

/**
 * Speaks JSON-RPC with a module host over its pipes. Calls may overlap. An answer counts when it carries the id of a
 * call that is open, which nobody can foresee; all else on the pipe is ignored.
 */
export function createModuleClient(program: Program): ModuleClient {
  const open = new Map<string, (answer: ModuleAnswer) => void>();
  const ready = Promise.withResolvers<boolean>();
  const lines = createInterface({ input: program.stdout! });
  lines.on('line', (line) => {
    const message = parse(line);
    if (!message) return;
    if (message['method'] === 'ready') return ready.resolve(true);
    const settle = open.get(String(message['id']));
    if (!settle) return;
    settle('error' in message ? (message as ModuleAnswer) : { result: message['result'] ?? null });
  });
  lines.on('error', () => {});
  // Not at its end alone: the answer may be in the pipe still.
  void program.ended
    .then(() => Promise.race([program.drained, new Promise((resolve) => setTimeout(resolve, 200))]))
    .then(() => {
      ready.resolve(false);
      for (const settle of open.values()) settle('gone');
    });
  return {
    program,
    ready: ready.promise,
    call(method, params, timeoutMs) {
      const id = randomUUID();
      return new Promise((resolve) => {
        const settle = (answer: ModuleAnswer): void => {
          clearTimeout(timer);
          open.delete(id);
          resolve(answer);
        };
        const timer = setTimeout(() => settle('timeout'), timeoutMs);
        open.set(id, settle);
        if (program.hasEnded) settle('gone');
        else program.input!.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      });
    },
  };
}

function parse(line: string): Record<string, unknown> | undefined {
  if (line.length > MAX_LINE) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
