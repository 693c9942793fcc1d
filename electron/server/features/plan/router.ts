import { z } from 'zod';
import { rowId } from '../../../shared/ids.ts';
import {
  enrolment,
  outlook,
  paceInput,
  pauseInput,
  pauseUpdate,
  planVersion,
  planView,
} from '../../../shared/plan.ts';
import { procedure, router } from '../../trpc.ts';

const byId = z.object({ id: rowId });
/** Every change gives the plan as it then is. */
const changing = procedure.output(planView);

export const planRouter = router({
  get: procedure.output(planView).query(({ ctx }) => ctx.services.plan.view()),
  outlook: procedure.output(outlook).query(({ ctx }) => ctx.services.plan.outlook()),
  history: procedure.output(z.array(planVersion)).query(({ ctx }) => ctx.services.plan.history()),
  enroll: changing.input(enrolment).mutation(({ ctx, input }) => ctx.services.plan.enroll(input)),
  addPause: changing.input(pauseInput).mutation(({ ctx, input }) => ctx.services.plan.addPause(input)),
  updatePause: changing.input(pauseUpdate).mutation(({ ctx, input }) => ctx.services.plan.updatePause(input)),
  removePause: changing.input(byId).mutation(({ ctx, input }) => ctx.services.plan.removePause(input.id)),
  resume: changing.mutation(({ ctx }) => ctx.services.plan.resume()),
  setPace: changing.input(paceInput).mutation(({ ctx, input }) => ctx.services.plan.setPace(input)),
  removePace: changing.input(byId).mutation(({ ctx, input }) => ctx.services.plan.removePace(input.id)),
  undo: changing.input(byId).mutation(({ ctx, input }) => ctx.services.plan.undo(input.id)),
});
