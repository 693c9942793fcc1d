import { backupRouter } from './features/backup/router.ts';
import { curriculumRouter } from './features/curriculum/router.ts';
import { importsRouter } from './features/imports/router.ts';
import { keysRouter } from './features/keys/router.ts';
import { downloadsRouter } from './features/downloads/router.ts';
import { labsRouter } from './features/labs/router.ts';
import { modelFilesRouter } from './features/model-files/router.ts';
import { modelsRouter } from './features/models/router.ts';
import { notesRouter } from './features/notes/router.ts';
import { planRouter } from './features/plan/router.ts';
import { practiceRouter } from './features/practice/router.ts';
import { progressRouter } from './features/progress/router.ts';
import { readingRouter } from './features/reading/router.ts';
import { remindersRouter } from './features/reminders/router.ts';
import { reviewRouter } from './features/review/router.ts';
import { rhythmRouter } from './features/rhythm/router.ts';
import { runsRouter } from './features/runs/router.ts';
import { settingsRouter } from './features/settings/router.ts';
import { skillsRouter } from './features/skills/router.ts';
import { systemRouter } from './features/system/router.ts';
import { targetsRouter } from './features/targets/router.ts';
import { timerRouter } from './features/timer/router.ts';
import { todayRouter } from './features/today/router.ts';
import { tracesRouter } from './features/traces/router.ts';
import { router } from './trpc.ts';

/** The contract between the renderer and the server, written once. */
export const appRouter = router({
  backup: backupRouter,
  curriculum: curriculumRouter,
  imports: importsRouter,
  keys: keysRouter,
  downloads: downloadsRouter,
  labs: labsRouter,
  modelFiles: modelFilesRouter,
  models: modelsRouter,
  notes: notesRouter,
  plan: planRouter,
  practice: practiceRouter,
  progress: progressRouter,
  reading: readingRouter,
  reminders: remindersRouter,
  review: reviewRouter,
  rhythm: rhythmRouter,
  runs: runsRouter,
  settings: settingsRouter,
  skills: skillsRouter,
  system: systemRouter,
  targets: targetsRouter,
  timer: timerRouter,
  today: todayRouter,
  traces: tracesRouter,
});

export type AppRouter = typeof appRouter;
