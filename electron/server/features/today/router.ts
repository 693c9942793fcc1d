import { todayView } from '../../../shared/today.ts';
import { procedure, router } from '../../trpc.ts';
import { nextStep } from './next-step.ts';

export const todayRouter = router({
  get: procedure.output(todayView).query(({ ctx: { services } }) => {
    const plan = services.plan.view();
    return {
      plan,
      next: nextStep({
        path: services.plan.path(),
        plan,
        labs: services.labs.catalogue(),
        skills: services.curriculum.get().skills,
        standings: services.skills.list(),
      }),
      timer: services.timer.status(),
      rhythm: services.rhythm.today(),
      recent: services.practice.list({ limit: 5 }),
    };
  }),
});
