import { z } from 'zod';
import { rowId } from '../../../shared/ids.ts';
import {
  dayTotal,
  listInput,
  localDate,
  logInput,
  practiceSession,
  updateInput,
} from '../../../shared/practice.ts';
import { procedure, router } from '../../trpc.ts';

const changed = z.object({ session: practiceSession, changeId: rowId });

export const practiceRouter = router({
  list: procedure
    .input(listInput)
    .output(z.array(practiceSession))
    .query(({ ctx, input }) => ctx.services.practice.list(input)),
  log: procedure
    .input(logInput)
    .output(changed)
    .mutation(({ ctx, input }) => ctx.services.practice.log(input)),
  update: procedure
    .input(updateInput)
    .output(changed)
    .mutation(({ ctx, input }) => ctx.services.practice.update(input)),
  remove: procedure
    .input(z.object({ id: rowId }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.services.practice.remove(input.id)),
  undo: procedure
    .input(z.object({ changeId: rowId }))
    .output(z.object({ undone: z.enum(['create', 'update', 'delete']) }))
    .mutation(({ ctx, input }) => ctx.services.practice.undo(input.changeId)),
  heatmap: procedure
    .input(z.object({ from: localDate, to: localDate }))
    .output(z.object({ days: z.array(dayTotal), years: z.array(z.int()), today: localDate }))
    .query(({ ctx: { services }, input }) => ({
      days: services.practice.days(input.from, input.to),
      years: services.practice.years(),
      today: services.practice.today(),
    })),
  totals: procedure
    .output(z.object({ today: z.int(), week: z.int(), all: z.int() }).describe('seconds'))
    .query(({ ctx }) => ctx.services.practice.totals()),
});
