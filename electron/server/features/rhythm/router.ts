import { z } from 'zod';
import { slug } from '../../../shared/ids.ts';
import { localDate } from '../../../shared/practice.ts';
import {
  addItemInput,
  changeItemInput,
  marked,
  markInput,
  personalItem,
  restoreInput,
  rhythmEntry,
  weekView,
} from '../../../shared/rhythm.ts';
import { procedure, router } from '../../trpc.ts';

export const rhythmRouter = router({
  today: procedure.output(z.array(rhythmEntry)).query(({ ctx }) => ctx.services.rhythm.today()),
  check: procedure
    .input(z.object({ itemId: slug, done: z.boolean() }))
    .output(z.array(rhythmEntry))
    .mutation(({ ctx, input }) => ctx.services.rhythm.check(input)),
  week: procedure
    .input(z.object({ day: localDate.optional() }))
    .output(weekView)
    .query(({ ctx, input }) => ctx.services.rhythm.week(input.day)),
  items: procedure.output(z.array(personalItem)).query(({ ctx }) => ctx.services.rhythm.items()),
  mark: procedure
    .input(markInput)
    .output(marked)
    .mutation(({ ctx, input }) => ctx.services.rhythm.mark(input)),
  restore: procedure
    .input(restoreInput)
    .output(marked)
    .mutation(({ ctx, input }) => ctx.services.rhythm.restore(input)),
  addItem: procedure
    .input(addItemInput)
    .output(personalItem)
    .mutation(({ ctx, input }) => ctx.services.rhythm.addItem(input)),
  changeItem: procedure
    .input(changeItemInput)
    .output(personalItem)
    .mutation(({ ctx, input }) => ctx.services.rhythm.changeItem(input)),
  removeItem: procedure
    .input(z.object({ id: slug, restore: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.rhythm.removeItem(input)),
});
