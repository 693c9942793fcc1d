import { z } from 'zod';
import { practiceSession, recovery, subject, timerState } from '../../../shared/practice.ts';
import { procedure, router } from '../../trpc.ts';

const finished = z.object({ session: practiceSession, changeId: z.string() }).nullable();

export const timerRouter = router({
  status: procedure.output(timerState.nullable()).query(({ ctx }) => ctx.services.timer.status()),
  start: procedure
    .input(subject.partial())
    .output(z.object({ timer: timerState, finished }))
    .mutation(({ ctx, input }) => ctx.services.timer.start(input)),
  stop: procedure
    .input(z.object({ note: subject.shape.note.unwrap().optional() }))
    .output(finished)
    .mutation(({ ctx, input }) => ctx.services.timer.stop(input.note)),
  discard: procedure.mutation(({ ctx }) => ctx.services.timer.discard()),
  recover: procedure
    .input(z.object({ choice: recovery }))
    .output(z.object({ finished }))
    .mutation(({ ctx, input }) => ctx.services.timer.recover(input.choice)),
});
