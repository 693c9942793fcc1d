import { z } from 'zod';
import { rowId } from '../../../shared/ids.ts';
import { reminderPatch, reminderView, snoozeInput } from '../../../shared/reminders.ts';
import { procedure, router } from '../../trpc.ts';

export const remindersRouter = router({
  get: procedure.output(reminderView).query(({ ctx }) => ctx.services.reminders.view()),
  configure: procedure
    .input(reminderPatch)
    .output(reminderView)
    .mutation(({ ctx, input }) => ctx.services.reminders.configure(input)),
  claim: procedure
    .input(z.object({ id: rowId }))
    .output(z.object({ granted: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.reminders.claim(input.id)),
  dismiss: procedure
    .input(z.object({ id: rowId }))
    .output(reminderView)
    .mutation(({ ctx, input }) => ctx.services.reminders.dismiss(input.id)),
  snooze: procedure
    .input(snoozeInput)
    .output(reminderView)
    .mutation(({ ctx, input }) => ctx.services.reminders.snooze(input)),
});
