import { z } from 'zod';
import { liveRun, monthSpend, replayCacheSize } from '../../../shared/gateway-runs.ts';
import { rowId } from '../../../shared/ids.ts';
import { settings } from '../../../shared/settings.ts';
import { procedure, router } from '../../trpc.ts';

const live = z.array(liveRun);

/** The gateway's runs as they happen, what they cost, and the kill switch. */
export const runsRouter = router({
  live: procedure.output(live).query(({ ctx }) => ctx.services.models.gateway.openRuns()),
  stop: procedure
    .input(z.object({ runId: rowId }))
    .output(live)
    .mutation(({ ctx, input }) => ctx.services.models.stopRun(input.runId)),
  stopAll: procedure.output(live).mutation(({ ctx }) => ctx.services.models.stopAllRuns()),
  month: procedure.output(monthSpend).query(({ ctx }) => ctx.services.models.month()),
  setMonthlyCap: procedure
    .input(z.object({ usd: settings.shape.monthlyCapUsd.unwrap() }))
    .output(monthSpend)
    .mutation(({ ctx, input }) => {
      ctx.services.settings.set({ monthlyCapUsd: input.usd });
      return ctx.services.models.month();
    }),
  recordings: procedure.output(replayCacheSize).query(({ ctx }) => ctx.services.models.recordings.size()),
  clearRecordings: procedure.output(replayCacheSize).mutation(({ ctx }) => {
    ctx.services.models.recordings.clear();
    return ctx.services.models.recordings.size();
  }),
});
