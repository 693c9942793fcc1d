import type { Backup, RestoreResult } from '../../shared/backup.ts';
import { runAside } from '../aside/run.ts';
import type { Job } from './job.ts';
import type { MakeInputs } from './make.ts';
import type { RestoreInputs } from './restore.ts';

const run = <Result>(job: Job): Promise<Result> =>
  runAside<Result>(new URL('./job.ts', import.meta.url), job).result;

/** `makeBackup` in a process of its own. */
export const makeBackupAside = (make: MakeInputs): Promise<Backup> => run({ make });

/** `restoreBackup` in a process of its own. */
export const restoreBackupAside = (restore: RestoreInputs): Promise<RestoreResult> => run({ restore });
