import { z } from 'zod';
import { rowId, slug } from '../../../shared/ids.ts';
import { addEvidenceInput, evidence, targetProgress, targetStatus } from '../../../shared/plan.ts';
import { localDate } from '../../../shared/practice.ts';
import { procedure, router } from '../../trpc.ts';

export const targetsRouter = router({
  list: procedure.output(z.array(targetProgress)).query(({ ctx }) => ctx.services.targets.list()),
  setStatus: procedure
    .input(z.object({ targetId: slug, status: targetStatus, doneOn: localDate.optional() }))
    .output(targetProgress)
    .mutation(({ ctx, input }) => ctx.services.targets.setStatus(input)),
  addEvidence: procedure
    .input(addEvidenceInput)
    .output(evidence)
    .mutation(({ ctx, input }) => ctx.services.targets.addEvidence(input)),
  removeEvidence: procedure
    .input(z.object({ id: rowId, restore: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.targets.removeEvidence(input)),
});
