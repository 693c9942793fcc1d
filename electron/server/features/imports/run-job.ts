import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import type { FromJob, Job, JobResult } from './job.ts';
import type { Progress } from './prepare.ts';

/** A job on a thread of its own. */
export interface RunningJob {
  /** Rejects with an AppError; with `Cancelled` when it was ended. */
  result: Promise<JobResult>;
  /** Ends it wherever it is. What it had not committed never was. */
  cancel(): Promise<void>;
}

export class Cancelled extends Error {}

export function runJob(job: Job, progress: Progress): RunningJob {
  const worker = new Worker(new URL('./job.ts', import.meta.url), { workerData: job, execArgv: [] });
  const { promise, resolve, reject } = Promise.withResolvers<JobResult>();
  worker.on('message', (message: FromJob) => {
    if ('progress' in message) {
      progress(message.progress.phase, message.progress.done, message.progress.total);
      return;
    }
    if ('result' in message) return resolve(message.result);
    const { code, message: text, hint } = message.error;
    reject(new AppError(code, text, { ...(hint ? { hint } : {}), cause: message.reason }));
  });
  worker.on('error', (error) => reject(outOf(error)));
  // After a result or an error this changes nothing any more.
  worker.on('exit', () => reject(new Cancelled('the work was cancelled')));
  return {
    result: promise,
    cancel: async () => void (await worker.terminate()),
  };
}

function outOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new AppError('too_large', 'That file needs more memory than there is.', {
    hint: 'Nothing was imported. Export a shorter time, and import the parts one after the other.',
    cause: error,
  });
}
