import { z } from 'zod';
import { addModelFileInput, modelFiles } from '../../../shared/model-files.ts';
import { procedure, router } from '../../trpc.ts';

export const modelFilesRouter = router({
  list: procedure
    .output(modelFiles)
    .query(({ ctx: { services } }) => services.modelFiles.list(services.models.loadedFile())),
  add: procedure
    .input(addModelFileInput)
    .output(z.object({ path: z.string() }))
    .mutation(({ ctx, input }) => ({ path: ctx.services.modelFiles.add(input.path) })),
  remove: procedure
    .input(z.object({ id: z.string().min(1).max(200) }))
    .mutation(({ ctx, input }) => ctx.services.modelFiles.remove(input.id)),
});
