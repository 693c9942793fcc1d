import { answer } from '../aside/job.ts';
import { makeBackup, type MakeInputs } from './make.ts';
import { restoreBackup, type RestoreInputs } from './restore.ts';

/** Work on whole databases that must not hold up the server's thread. */
export type Job = { make: MakeInputs } | { restore: RestoreInputs };

await answer<unknown>(async (job: Job, port) =>
  port.result('make' in job ? await makeBackup(job.make) : await restoreBackup(job.restore)),
);
