import { runAside } from '../../aside/run.ts';
import type { ImportJob } from './job.ts';
import type { Merged } from './merge.ts';

/** Reads and merges an export in a process of its own. @throws AppError that says what is wrong with the file, and where */
export const importAside = (job: ImportJob): Promise<Merged> =>
  runAside<Merged>(new URL('./job.ts', import.meta.url), job).result;
