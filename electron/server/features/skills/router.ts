import { z } from 'zod';
import { slug } from '../../../shared/ids.ts';
import { skillDetail, skillStanding } from '../../../shared/skills.ts';
import { procedure, router } from '../../trpc.ts';

export const skillsRouter = router({
  list: procedure.output(z.array(skillStanding)).query(({ ctx }) => ctx.services.skills.list()),
  get: procedure
    .input(z.object({ id: slug }))
    .output(skillDetail)
    .query(({ ctx, input }) => ctx.services.skills.get(input.id)),
});
