import { z } from 'zod';
import { addEvidenceInput, evidence, fileState } from '../../../shared/evidence.ts';
import { rowId, slug } from '../../../shared/ids.ts';
import { MAX_TARGET_NOTE, targetProgress, targetStatus } from '../../../shared/plan.ts';
import { localDate } from '../../../shared/practice.ts';
import { procedure, router } from '../../trpc.ts';

const byId = z.object({ id: rowId });

export const targetsRouter = router({
  list: procedure.output(z.array(targetProgress)).query(({ ctx }) => ctx.services.targets.list()),
  setStatus: procedure
    .input(z.object({ targetId: slug, status: targetStatus, doneOn: localDate.optional() }))
    .output(targetProgress)
    .mutation(({ ctx, input }) => ctx.services.targets.setStatus(input)),
  setNote: procedure
    .input(z.object({ targetId: slug, note: z.string().trim().max(MAX_TARGET_NOTE) }))
    .output(targetProgress)
    .mutation(({ ctx, input }) => ctx.services.targets.setNote(input)),
  addEvidence: procedure
    .input(addEvidenceInput)
    .output(evidence)
    .mutation(({ ctx, input }) => ctx.services.targets.addEvidence(input)),
  removeEvidence: procedure
    .input(byId)
    .output(targetProgress)
    .mutation(({ ctx, input }) => ctx.services.targets.removeEvidence(input.id)),
  lookUpTitle: procedure
    .input(byId)
    .output(z.boolean())
    .mutation(({ ctx, input }) => ctx.services.targets.lookUpTitle(input.id)),
  fileState: procedure
    .input(byId)
    .output(fileState)
    .query(({ ctx, input }) => ctx.services.targets.fileState(input.id)),
  undo: procedure
    .input(z.object({ changeId: rowId }))
    .output(targetProgress)
    .mutation(({ ctx, input }) => ctx.services.targets.undo(input.changeId)),
});
