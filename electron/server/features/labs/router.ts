import { z } from 'zod';
import { labSummary } from '../../../shared/labs.ts';
import { procedure, router } from '../../trpc.ts';

export const labsRouter = router({
  catalogue: procedure.output(z.array(labSummary)).query(({ ctx }) => ctx.services.labs.catalogue()),
});
