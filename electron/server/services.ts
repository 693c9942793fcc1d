import { createPlaceCheck } from './db/in-place.ts';
import type { AppDeps } from './deps.ts';
import { createEventBus, type EventBus } from './events.ts';
import { createBackupService, type BackupService } from './features/backup/service.ts';
import { createCurriculumService, type CurriculumService } from './features/curriculum/service.ts';
import { createExportService, type ExportService } from './features/exports/service.ts';
import { createLabService, type LabService } from './features/labs/service.ts';
import { logLabTime } from './features/practice/lab-time.ts';
import { createModelService, type ModelService } from './features/models/service.ts';
import { createPlanService, type PlanService } from './features/plan/service.ts';
import { createPracticeService, type PracticeService } from './features/practice/service.ts';
import { createRhythmService, type RhythmService } from './features/rhythm/service.ts';
import { createSettingsService, type SettingsService } from './features/settings/service.ts';
import { createSkillService, type SkillService } from './features/skills/service.ts';
import { createTargetService, type TargetService } from './features/targets/service.ts';
import { createTimerService, type TimerService } from './features/timer/service.ts';

/** Everything Cairn can do, for the app and the `cairn` command alike. */
export interface Services {
  deps: AppDeps;
  events: EventBus;
  settings: SettingsService;
  curriculum: CurriculumService;
  practice: PracticeService;
  timer: TimerService;
  targets: TargetService;
  plan: PlanService;
  rhythm: RhythmService;
  models: ModelService;
  labs: LabService;
  skills: SkillService;
  backup: BackupService;
  exports: ExportService;
  /** @throws AppError `storage_failed` while the database file is not where it was opened */
  assertInPlace(): void;
  /** Ends lab runs, model calls and their processes. The database is the caller's to close. */
  close(): Promise<void>;
}

/** Wires the features to each other. Nothing runs in the background until `startBackground`. */
export function createServices(deps: AppDeps): Services {
  const { db, clock } = deps;
  const events = createEventBus();
  const settings = createSettingsService({ db, clock, events });
  const curriculum = createCurriculumService({ paths: deps.paths });
  const practice = createPracticeService({ db, clock, settings, events });
  const timer = createTimerService({ db, clock, practice, events });
  const rhythm = createRhythmService({ db, clock, events, curriculum, practice });
  const models = createModelService({ deps, events, settings });
  const labs = createLabService({ deps, events, settings, gateway: models.gateway });
  const targets = createTargetService({ db, clock, events, curriculum, practice, labs });
  const plan = createPlanService({ db, clock, events, curriculum, practice, targets });
  const skills = createSkillService({ curriculum, practice, targets, labs });
  const stopLabTime = logLabTime({
    db,
    clock,
    events,
    practice,
    timer,
    skillOf: (id) => labs.catalogue().find((lab) => lab.id === id)?.skills[0] ?? null,
  });
  const backup = createBackupService({ deps, events });
  const exports = createExportService({ deps, events, curriculum, backup });
  return {
    deps,
    events,
    settings,
    curriculum,
    practice,
    timer,
    targets,
    plan,
    rhythm,
    models,
    labs,
    skills,
    backup,
    exports,
    assertInPlace: createPlaceCheck(db),
    async close() {
      stopLabTime();
      await labs.close();
      await models.close();
    },
  };
}
