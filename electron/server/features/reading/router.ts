import { z } from 'zod';
import { rowId } from '../../../shared/ids.ts';
import {
  addedReading,
  addReadingInput,
  changedReading,
  changeReadingInput,
  reading,
} from '../../../shared/reading.ts';
import { procedure, router } from '../../trpc.ts';

export const readingRouter = router({
  list: procedure.output(z.array(reading)).query(({ ctx }) => ctx.services.reading.list()),
  add: procedure
    .input(addReadingInput)
    .output(addedReading)
    .mutation(({ ctx, input }) => ctx.services.reading.add(input)),
  change: procedure
    .input(changeReadingInput)
    .output(changedReading)
    .mutation(({ ctx, input }) => ctx.services.reading.change(input)),
  link: procedure
    .input(z.object({ id: rowId, sessionId: rowId, linked: z.boolean() }))
    .output(reading)
    .mutation(({ ctx, input }) => ctx.services.reading.link(input)),
  remove: procedure
    .input(z.object({ id: rowId, restore: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.reading.remove(input)),
});
