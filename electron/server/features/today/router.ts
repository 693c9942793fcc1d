import { z } from 'zod';
import { nextStep, nextSteps, todayView } from '../../../shared/today.ts';
import { procedure, router } from '../../trpc.ts';

export const todayRouter = router({
  get: procedure.output(todayView).query(({ ctx: { services } }) => {
    const plan = services.plan.view();
    return {
      plan,
      ...services.today.next(plan),
      timer: services.timer.status(),
      rhythm: services.rhythm.today(),
      recent: services.practice.list({ limit: 5, offset: 0 }),
    };
  }),
  nextLab: procedure.output(nextStep.nullable()).query(({ ctx }) => ctx.services.today.nextLab()),
  putOff: procedure
    .input(z.object({ id: nextStep.shape.id, restore: z.boolean().default(false) }))
    .output(nextSteps)
    .mutation(({ ctx, input }) => ctx.services.today.putOff(input)),
});
