import { z } from 'zod';
import { rowId } from '../../../shared/ids.ts';
import {
  importFile,
  importOptions,
  importOutcome,
  importPreview,
  importRecord,
  undoResult,
} from '../../../shared/imports.ts';
import { procedure, router } from '../../trpc.ts';

const fileId = importFile.pick({ file: true });
const withOptions = fileId.extend({ options: importOptions.default({}) });

export const importsRouter = router({
  list: procedure.output(z.array(importRecord)).query(({ ctx }) => ctx.services.imports.list()),
  /** A mutation, because looking anew is the person's wish and its answer is not kept. */
  look: procedure
    .input(withOptions)
    .output(importPreview)
    .mutation(({ ctx, input }) => ctx.services.imports.look(input.file, input.options)),
  start: procedure
    .input(withOptions)
    .output(importOutcome)
    .mutation(({ ctx, input }) => ctx.services.imports.start(input.file, input.options)),
  outcome: procedure
    .input(fileId)
    .output(importOutcome)
    .query(({ ctx, input }) => ctx.services.imports.outcome(input.file)),
  cancel: procedure
    .input(fileId)
    .output(importOutcome)
    .mutation(({ ctx, input }) => ctx.services.imports.cancel(input.file)),
  forget: procedure.input(fileId).mutation(({ ctx, input }) => ctx.services.imports.forget(input.file)),
  undo: procedure
    .input(z.object({ id: rowId }))
    .output(undoResult)
    .mutation(({ ctx, input }) => ctx.services.imports.undo(input.id)),
});
