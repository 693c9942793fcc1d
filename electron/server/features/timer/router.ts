import { z } from 'zod';
import { practiceSession, subject } from '../../../shared/practice.ts';
import {
  adjustInput,
  adjustResult,
  idleAnswer,
  idleDecision,
  recovery,
  timerEdit,
  timerState,
} from '../../../shared/timer.ts';
import { procedure, router } from '../../trpc.ts';

const change = z.object({ session: practiceSession, changeId: z.string() });
const finished = change.nullable();
const decision = { idle: idleDecision.optional() };

export const timerRouter = router({
  status: procedure.output(timerState.nullable()).query(({ ctx }) => ctx.services.timer.status()),
  start: procedure
    .input(subject.partial().extend(decision))
    .output(z.object({ timer: timerState, finished }))
    .mutation(({ ctx, input: { idle, ...about } }) => ctx.services.timer.start(about, idle)),
  stop: procedure
    .input(z.object({ note: subject.shape.note.unwrap().optional(), ...decision }))
    .output(finished)
    .mutation(({ ctx, input }) => ctx.services.timer.stop(input.note, input.idle)),
  pause: procedure.output(timerState).mutation(({ ctx }) => ctx.services.timer.pause()),
  resume: procedure.output(timerState).mutation(({ ctx }) => ctx.services.timer.resume()),
  edit: procedure
    .input(timerEdit)
    .output(timerState)
    .mutation(({ ctx, input }) => ctx.services.timer.edit(input)),
  adjust: procedure
    .input(adjustInput)
    .output(adjustResult)
    .mutation(({ ctx, input }) => ctx.services.timer.adjust(input)),
  discard: procedure.mutation(({ ctx }) => ctx.services.timer.discard()),
  input: procedure
    .input(z.object({ agoMs: z.int().min(0).max(60_000).default(0) }))
    .mutation(({ ctx, input }) => ctx.services.timer.input(input)),
  answerIdle: procedure
    .input(idleAnswer)
    .output(z.array(change))
    .mutation(({ ctx, input }) => ctx.services.timer.answerIdle(input)),
  recover: procedure
    .input(z.object({ choice: recovery, ...decision }))
    .output(z.object({ finished }))
    .mutation(({ ctx, input }) => ctx.services.timer.recover(input.choice, input.idle)),
});
