import { runAside, type Aside } from '../../aside/run.ts';
import type { Job, JobProgress, JobResult } from './job.ts';
import type { Progress } from './prepare.ts';

/** A job on a file of another tracker, in a process of its own. */
export const runJob = (job: Job, progress: Progress): Aside<JobResult> =>
  runAside(new URL('./job.ts', import.meta.url), job, {
    onProgress: ({ phase, done, total }: JobProgress) => progress(phase, done, total),
  });
