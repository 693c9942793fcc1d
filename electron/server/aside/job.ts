import { readFileSync, writeSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { toPublicError } from '../../shared/errors.ts';
import { storageFault } from '../storage-fault.ts';
import { frame, type FromAside } from './protocol.ts';

const STDIN = 0;
const STDOUT = 1;

export interface JobPort<Result, Progress> {
  /** Tells how far it is. @throws when the server is gone: inside a transaction that takes everything back */
  progress(progress: Progress): void;
  /** Tells what came of it. The job may go on tidying up after it. */
  result(result: Result): void;
}

/**
 * What the program of a job does: reads its input from stdin, works, and tells the server through stdout. Both without
 * the event loop, so that a long piece of work tells of itself while it runs.
 * @param work takes what `runAside` was given; what it throws is told to the server
 */
export async function answer<Result, Progress = never>(
  work: (input: never, port: JobPort<Result, Progress>) => unknown,
): Promise<void> {
  const tell = (message: FromAside<Result, Progress>): void => writeAll(frame(message));
  try {
    await work(deserialize(readFileSync(STDIN)) as never, {
      progress: (progress) => tell({ progress }),
      result: (result) => tell({ result }),
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ error: toPublicError(storageFault(error) ?? error), reason });
  }
}

function writeAll(bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(STDOUT, bytes, written);
}
