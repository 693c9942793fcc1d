import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

interface Call {
  id: string;
  method: string;
  params: unknown;
}

/** A pipe that is full says EAGAIN, because Node opens pipes without waiting. */
function writeAll(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

const tell = (message: object): void => writeAll(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

function describe(error: unknown): { type: string; message: string; trace: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), trace: '' };
  return { type: error.name, message: error.message, trace: error.stack ?? '' };
}

async function answer(served: Record<string, unknown>, { id, method, params }: Call): Promise<void> {
  const work = served[method];
  if (typeof work !== 'function') {
    tell({ id, error: { code: -32601, message: `There is no exported function ${method}.` } });
    return;
  }
  try {
    const value: unknown = await work(params);
    // Before the message is put together: what has no JSON fails here, and as this call's error.
    tell({ id, result: JSON.parse(JSON.stringify(value ?? null)) as unknown });
  } catch (error) {
    const { type, message, trace } = describe(error);
    tell({ id, error: { code: -32000, message, data: { type, trace } } });
  }
}

/** Serves the functions that a learner's file exports: JSON-RPC, a line each, on stdin and stdout. */
export async function serve(entry: string): Promise<void> {
  // What the learner prints must not get between the messages.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const served = (await import(pathToFileURL(path.resolve(entry)).href)) as Record<string, unknown>;
  createInterface({ input: process.stdin }).on('line', (line) => {
    // Each by itself: calls may overlap.
    void answer(served, JSON.parse(line) as Call);
  });
  tell({ method: 'ready', params: {} });
  // A program that is ended from outside would never write down what was compiled.
  setImmediate(flushCompileCache);
}
