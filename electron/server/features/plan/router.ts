import { enrolment, planView } from '../../../shared/plan.ts';
import { procedure, router } from '../../trpc.ts';

export const planRouter = router({
  get: procedure.output(planView).query(({ ctx }) => ctx.services.plan.view()),
  enroll: procedure
    .input(enrolment)
    .output(planView)
    .mutation(({ ctx, input }) => ctx.services.plan.enroll(input)),
});
