import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { AppError } from '../../shared/errors.ts';
import { childEnv } from '../child-env.ts';
import { createUnframer, type FromAside, type Refused } from './protocol.ts';

/** A job in a process of its own. */
export interface Aside<Result> {
  /** Rejects with an AppError; with `Cancelled` when it was ended. */
  result: Promise<Result>;
  /** Ends it wherever it is, and resolves when it is gone. What it had not committed never was. */
  cancel(): Promise<void>;
}

export interface AsideOptions {
  /** Takes what the job tells while it works. */
  onProgress?: (progress: never) => void;
  /** Flags of its Node, such as how much memory it may take. */
  nodeFlags?: readonly string[];
}

export class Cancelled extends Error {
  constructor() {
    super('the work was cancelled');
  }
}

/** Characters: a fatal error of V8 comes before a stack of its own. */
const KEPT_STDERR = 8000;
const running = new Set<ChildProcess>();
// What works for a server that goes away is no longer wanted.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Runs a job that would hold up the server's thread. It is a process, not a thread of the server's, so that a fault in
 * native code takes the job with it and never the server.
 * @param program a file that calls `answer`
 * @param input what its work is given, as a structured clone
 */
export function runAside<Result>(
  program: URL,
  input: unknown,
  { onProgress = () => {}, nodeFlags = [] }: AsideOptions = {},
): Aside<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...nodeFlags, fileURLToPath(program)],
    // Local days of a file are read in the zone that this process has.
    { env: childEnv(process.env, ['TZ']), stdio: 'pipe', windowsHide: true },
  );
  running.add(child);
  let said = '';
  let cancelled = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-KEPT_STDERR)));
  child.on('error', (error) => (said += error.message));
  // A job that is gone is noticed by its end.
  child.stdin.on('error', () => {}).end(serialize(input));
  const unframe = createUnframer();
  child.stdout.on('data', (bytes: Buffer) => {
    for (const message of unframe(bytes) as FromAside<Result, never>[]) {
      if ('progress' in message) onProgress(message.progress);
      else if ('result' in message) resolve(message.result);
      else reject(refusal(message));
    }
  });
  const gone = new Promise<void>((ended) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      // After a result or an error this changes nothing any more.
      reject(cancelled ? new Cancelled() : diedOf(`${signal ?? `exit ${code}`}: ${said}`));
      ended();
    });
  });
  return {
    result: promise,
    async cancel() {
      cancelled = true;
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function refusal({ error, reason }: Refused): AppError {
  const { code, message, hint } = error;
  return new AppError(code, message, { ...(hint ? { hint } : {}), cause: reason });
}

/** V8 says so before it ends a process that has no memory left. */
const OUT_OF_MEMORY = /heap out of memory|invalid table size|Allocation failed/i;

function diedOf(cause: string): AppError {
  if (OUT_OF_MEMORY.test(cause))
    return new AppError('too_large', 'That needs more memory than there is.', {
      hint: 'Nothing was changed. If it is a file, export a shorter time, and import the parts one after the other.',
      cause,
    });
  return new AppError('internal', 'The work stopped before it was done.', {
    hint: 'None of it was kept by halves. Try again; the log in the data folder has the details.',
    cause,
  });
}
