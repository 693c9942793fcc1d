import { z } from 'zod';
import { chartRange, progressView } from '../../../shared/progress.ts';
import { procedure, router } from '../../trpc.ts';

export const progressRouter = router({
  view: procedure
    .input(z.object({ range: chartRange }))
    .output(progressView)
    .query(({ ctx, input }) => ctx.services.progress.view(input.range)),
});
