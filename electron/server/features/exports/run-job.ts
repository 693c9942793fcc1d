import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { ImportJob } from './job.ts';
import type { Merged } from './merge.ts';

interface Answer {
  result?: Merged;
  error?: { code: ErrorCode; message: string; hint?: string };
  reason?: string;
}

/** Reads and merges an export on a thread of its own. @throws AppError that says what is wrong with the file, and where */
export async function importAside(job: ImportJob): Promise<Merged> {
  const worker = new Worker(new URL('./job.ts', import.meta.url), { workerData: job, execArgv: [] });
  try {
    const [answer] = (await once(worker, 'message')) as [Answer];
    if (answer.result) return answer.result;
    const { code, message, hint } = answer.error!;
    throw new AppError(code, message, { ...(hint ? { hint } : {}), cause: answer.reason });
  } finally {
    await worker.terminate();
  }
}
