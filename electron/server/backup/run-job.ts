import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Backup, RestoreResult } from '../../shared/backup.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { Job } from './job.ts';
import type { MakeInputs } from './make.ts';
import type { RestoreInputs } from './restore.ts';

interface Answer {
  result?: unknown;
  error?: { code: ErrorCode; message: string; hint?: string };
  reason?: string;
}

/** `makeBackup` on a thread of its own. */
export const makeBackupAside = (make: MakeInputs): Promise<Backup> => run({ make }) as Promise<Backup>;

/** `restoreBackup` on a thread of its own. */
export const restoreBackupAside = (restore: RestoreInputs): Promise<RestoreResult> =>
  run({ restore }) as Promise<RestoreResult>;

async function run(job: Job): Promise<unknown> {
  const worker = new Worker(new URL('./job.ts', import.meta.url), { workerData: job, execArgv: [] });
  try {
    const [answer] = (await once(worker, 'message')) as [Answer];
    if (!answer.error) return answer.result;
    const { code, message, hint } = answer.error;
    throw new AppError(code, message, { ...(hint ? { hint } : {}), cause: answer.reason });
  } finally {
    await worker.terminate();
  }
}
