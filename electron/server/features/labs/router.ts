import { z } from 'zod';
import { rowId, slug } from '../../../shared/ids.ts';
import { labCopy, plainFile, undoable } from '../../../shared/lab-copies.ts';
import {
  checkInput,
  labFile,
  labInput,
  labLanguage,
  labReport,
  labRunSummary,
  labSummary,
  MAX_FILE_BYTES,
  openLab,
  opener,
  workspacePath,
} from '../../../shared/labs.ts';
import { traceSummary } from '../../../shared/models.ts';
import { LANGUAGES } from '../../labs/adapters/index.ts';
import { procedure, router } from '../../trpc.ts';

const MAX_CALLS_SHOWN = 200;

export const labsRouter = router({
  languages: procedure.output(z.array(labLanguage)).query(() => [...LANGUAGES]),
  catalogue: procedure.output(z.array(labSummary)).query(({ ctx }) => ctx.services.labs.catalogue()),
  /** Opens the workspace; makes it the first time. */
  open: procedure
    .input(labInput)
    .output(openLab)
    .query(({ ctx, input }) => ctx.services.labs.open(input)),
  /** A lab as it would open; nothing is made. */
  preview: procedure
    .input(labInput)
    .output(openLab)
    .query(({ ctx, input }) => ctx.services.labs.preview(input)),
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
    .input(labInput.extend({ path: workspacePath.optional(), step: slug.optional() }))
    .output(undoable)
    .mutation(({ ctx, input }) => ctx.services.labs.reset(input, input)),
  undoReset: procedure
    .input(labInput.extend({ backupId: rowId }))
    .mutation(({ ctx, input }) => ctx.services.labs.undoReset(input, input.backupId)),
  renameFile: procedure
    .input(labInput.extend({ from: workspacePath, to: workspacePath }))
    .mutation(({ ctx, input }) => ctx.services.labs.rename(input, input.from, input.to)),
  removeFile: procedure
    .input(labInput.extend({ path: workspacePath }))
    .output(undoable)
    .mutation(({ ctx, input }) => ctx.services.labs.remove(input, input.path)),
  copies: procedure
    .input(labInput)
    .output(z.array(labCopy))
    .query(({ ctx, input }) => ctx.services.labs.copies(input)),
  restoreCopy: procedure
    .input(labInput.extend({ id: rowId }))
    .output(undoable)
    .mutation(({ ctx, input }) => ctx.services.labs.restoreCopy(input, input.id)),
  /** The person has read what a newer version of the lab changed. */
  dismissUpdate: procedure
    .input(labInput)
    .mutation(({ ctx, input }) => ctx.services.labs.dismissUpdate(input)),
  starter: procedure
    .input(labInput)
    .output(z.array(plainFile))
    .query(({ ctx, input }) => ctx.services.labs.starter(input)),
  /** What the editor has to know of the packages that the lab's code may import. */
  types: procedure
    .input(z.object({ slug }))
    .output(z.array(plainFile).readonly())
    .query(({ ctx, input }) => ctx.services.labs.types(input.slug)),
  solution: procedure
    .input(labInput.extend({ asked: z.boolean().default(false) }))
    .output(z.array(plainFile))
    .mutation(({ ctx, input }) => ctx.services.labs.solution(input, { asked: input.asked })),
  hint: procedure
    .input(labInput.extend({ step: slug, number: z.int().min(1).max(9) }))
    .output(z.object({ text: z.string() }))
    .mutation(({ ctx, input }) => ({ text: ctx.services.labs.hint(input, input.step, input.number) })),
  /** The editors and terminals of this machine. */
  openers: procedure.output(z.array(opener)).query(({ ctx }) => ctx.services.openIn.list()),
  openIn: procedure
    .input(labInput.extend({ with: opener.shape.id }))
    .mutation(({ ctx, input }) => ctx.services.openIn.open(input, input.with)),
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
