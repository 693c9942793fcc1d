import { z } from 'zod';
import { rowId, slug } from '../../../shared/ids.ts';
import {
  checkInput,
  labFile,
  labInput,
  labReport,
  labRunSummary,
  labSummary,
  MAX_FILE_BYTES,
  openLab,
  workspacePath,
} from '../../../shared/labs.ts';
import { traceSummary } from '../../../shared/models.ts';
import { procedure, router } from '../../trpc.ts';

const MAX_CALLS_SHOWN = 200;

export const labsRouter = router({
  catalogue: procedure.output(z.array(labSummary)).query(({ ctx }) => ctx.services.labs.catalogue()),
  /** Opens the workspace; makes it the first time. */
  open: procedure
    .input(labInput)
    .output(openLab)
    .query(({ ctx, input }) => ctx.services.labs.open(input)),
  readFile: procedure
    .input(labInput.extend({ path: workspacePath }))
    .output(labFile)
    .query(({ ctx, input }) => ctx.services.labs.readFile(input, input.path)),
  writeFile: procedure
    .input(
      labInput.extend({
        path: workspacePath,
        text: z.string().max(MAX_FILE_BYTES),
        baseHash: z.string().max(64).nullable(),
      }),
    )
    .output(labFile)
    .mutation(({ ctx, input }) => ctx.services.labs.writeFile(input, input)),
  check: procedure
    .input(checkInput)
    .output(labReport)
    .mutation(({ ctx, input }) => ctx.services.labs.check(input)),
  run: procedure
    .input(labInput.extend({ model: checkInput.shape.model }))
    .output(z.object({ runId: rowId, gatewayRun: z.string(), url: z.string() }))
    .mutation(({ ctx, input }) => ctx.services.labs.run(input, input.model)),
  stop: procedure
    .input(z.object({ slug }))
    .output(z.object({ stopped: z.boolean() }))
    .mutation(async ({ ctx, input }) => ({ stopped: await ctx.services.labs.stop(input.slug) })),
  reset: procedure
    .input(labInput.extend({ path: workspacePath.optional() }))
    .output(z.object({ backupId: rowId }))
    .mutation(({ ctx, input }) => ctx.services.labs.reset(input, input.path)),
  undoReset: procedure
    .input(labInput.extend({ backupId: rowId }))
    .mutation(({ ctx, input }) => ctx.services.labs.undoReset(input, input.backupId)),
  solution: procedure
    .input(labInput.extend({ asked: z.boolean().default(false) }))
    .output(z.array(z.object({ path: z.string(), text: z.string() })))
    .mutation(({ ctx, input }) => ctx.services.labs.solution(input, { asked: input.asked })),
  hint: procedure
    .input(z.object({ slug, step: slug, number: z.int().min(1).max(9) }))
    .output(z.object({ text: z.string() }))
    .mutation(({ ctx, input }) => ({ text: ctx.services.labs.hint(input.slug, input.step, input.number) })),
  runs: procedure
    .input(z.object({ slug, limit: z.int().min(1).max(100).default(20) }))
    .output(z.array(labRunSummary))
    .query(({ ctx, input }) => ctx.services.labs.runs(input.slug, input.limit)),
  /** The model calls behind a check run, in the order of its checks. */
  calls: procedure
    .input(z.object({ runId: rowId }))
    .output(z.array(traceSummary))
    .query(({ ctx: { services }, input }) =>
      services.labs
        .report(input.runId)
        .checks.flatMap(({ gatewayRun: runId }) =>
          runId ? services.models.traces({ runId, limit: MAX_CALLS_SHOWN }) : [],
        ),
    ),
});
