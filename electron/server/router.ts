import { backupRouter } from './features/backup/router.ts';
import { curriculumRouter } from './features/curriculum/router.ts';
import { labsRouter } from './features/labs/router.ts';
import { modelsRouter } from './features/models/router.ts';
import { planRouter } from './features/plan/router.ts';
import { practiceRouter } from './features/practice/router.ts';
import { rhythmRouter } from './features/rhythm/router.ts';
import { settingsRouter } from './features/settings/router.ts';
import { skillsRouter } from './features/skills/router.ts';
import { systemRouter } from './features/system/router.ts';
import { targetsRouter } from './features/targets/router.ts';
import { timerRouter } from './features/timer/router.ts';
import { todayRouter } from './features/today/router.ts';
import { router } from './trpc.ts';

/** The contract between the renderer and the server, written once. */
export const appRouter = router({
  backup: backupRouter,
  curriculum: curriculumRouter,
  labs: labsRouter,
  models: modelsRouter,
  plan: planRouter,
  practice: practiceRouter,
  rhythm: rhythmRouter,
  settings: settingsRouter,
  skills: skillsRouter,
  system: systemRouter,
  targets: targetsRouter,
  timer: timerRouter,
  today: todayRouter,
});

export type AppRouter = typeof appRouter;
