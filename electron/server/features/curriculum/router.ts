import { curriculumView } from '../../../shared/curriculum.ts';
import { procedure, router } from '../../trpc.ts';

export const curriculumRouter = router({
  get: procedure.output(curriculumView).query(({ ctx: { services } }) => ({
    ...services.curriculum.get(),
    problems: services.curriculum.problems(),
  })),
  reload: procedure.output(curriculumView).mutation(({ ctx: { services } }) => {
    services.curriculum.reload();
    services.events.changed('curriculum');
    return { ...services.curriculum.get(), problems: services.curriculum.problems() };
  }),
});
