import type { NextSteps } from '../../../shared/today.ts';
import { addDays } from '../../../shared/time.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { LabService } from '../labs/service.ts';
import type { PlanService } from '../plan/service.ts';
import type { PracticeService } from '../practice/service.ts';
import type { SettingsService } from '../settings/service.ts';
import type { SkillService } from '../skills/service.ts';
import { nextLab, nextSteps } from './next-step.ts';
import { createPutOffStore } from './store.ts';
import type { PlanView } from '../../../shared/plan.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  settings: SettingsService;
  curriculum: CurriculumService;
  practice: PracticeService;
  plan: PlanService;
  skills: SkillService;
  labs: Pick<LabService, 'catalogue'>;
}

/** The one next step, and what else there is. */
export function createTodayService(deps: Deps) {
  const { clock, events, settings, curriculum, practice, plan, skills, labs } = deps;
  const store = createPutOffStore(deps.db);
  return {
    /** @param view the plan, when it is at hand already */
    next(view: PlanView = plan.view()): NextSteps {
      const minutes = settings.get().minutesAvailable;
      const steps = nextSteps({
        path: plan.path(),
        plan: view,
        labs: labs.catalogue(),
        skills: curriculum.get().skills,
        standings: skills.list(),
        minutes,
        putOff: store.on(practice.today()),
      });
      return { ...steps, minutes };
    },

    /** The lab to go on with or to begin; null when all have passed. */
    nextLab: () =>
      nextLab({
        labs: labs.catalogue(),
        skills: curriculum.get().skills,
        standings: skills.list(),
        minutes: settings.get().minutesAvailable,
      }),

    /** Puts a step off until tomorrow, or with `restore` brings it back. */
    putOff({ id, restore }: { id: string; restore: boolean }): NextSteps {
      const today = practice.today();
      store.clear(today);
      if (restore) store.drop(id);
      else store.put(id, addDays(today, 1), clock.now());
      events.changed('plan');
      return this.next();
    },
  };
}

export type TodayService = ReturnType<typeof createTodayService>;
