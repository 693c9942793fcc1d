import { AppError } from '../../../shared/errors.ts';
import type { Gateway, LiveRun } from '../../gateway/index.ts';

/** The kill switch. */
export interface RunControl {
  /** Ends a run's calls at once, upstream too. @throws AppError `not_found` when it has ended already */
  stopRun(runId: string): LiveRun[];
  stopAllRuns(): LiveRun[];
}

export function createRunControl(gateway: Gateway): RunControl {
  return {
    stopRun(runId) {
      if (!gateway.openRuns().some((run) => run.runId === runId)) {
        throw new AppError('not_found', `No run ${runId} is open.`, {
          hint: 'It has ended already. Its calls are in the ledger.',
        });
      }
      gateway.closeRun(runId);
      return gateway.openRuns();
    },
    stopAllRuns() {
      for (const { runId } of gateway.openRuns()) gateway.closeRun(runId);
      return gateway.openRuns();
    },
  };
}
