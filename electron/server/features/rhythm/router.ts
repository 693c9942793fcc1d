import { z } from 'zod';
import { slug } from '../../../shared/ids.ts';
import { rhythmEntry } from '../../../shared/today.ts';
import { procedure, router } from '../../trpc.ts';

export const rhythmRouter = router({
  today: procedure.output(z.array(rhythmEntry)).query(({ ctx }) => ctx.services.rhythm.today()),
  check: procedure
    .input(z.object({ itemId: slug, done: z.boolean() }))
    .output(z.array(rhythmEntry))
    .mutation(({ ctx, input }) => ctx.services.rhythm.check(input)),
});
