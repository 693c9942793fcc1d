import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { toPublicError } from '../../shared/errors.ts';
import { makeBackup, type MakeInputs } from './make.ts';
import { restoreBackup, type RestoreInputs } from './restore.ts';

/** Work on whole databases that must not hold up the server's thread. */
export type Job = { make: MakeInputs } | { restore: RestoreInputs };

async function work(job: Job): Promise<unknown> {
  try {
    return { result: 'make' in job ? await makeBackup(job.make) : await restoreBackup(job.restore) };
  } catch (error) {
    return { error: toPublicError(error), reason: error instanceof Error ? error.stack : String(error) };
  }
}

if (!isMainThread) parentPort?.postMessage(await work(workerData as Job));
