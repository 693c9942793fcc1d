import { createPlaceCheck } from './db/in-place.ts';
import { addDays, weekStart } from '../shared/time.ts';
import type { AppDeps } from './deps.ts';
import { createEventBus, type EventBus } from './events.ts';
import { createBackupService, type BackupService } from './features/backup/service.ts';
import { createCurriculumService, type CurriculumService } from './features/curriculum/service.ts';
import { createDownloadService, type DownloadService } from './features/downloads/service.ts';
import { createExportService, type ExportService } from './features/exports/service.ts';
import { createImportService, type ImportService } from './features/imports/service.ts';
import { createKeyService, type KeyService } from './features/keys/service.ts';
import { createOpenInService, type OpenInService } from './features/labs/open-in.ts';
import { createLabService, type LabService } from './features/labs/service.ts';
import { logLabTime } from './features/practice/lab-time.ts';
import { createLinkService } from './features/links/service.ts';
import { createModelFileService, type ModelFileService } from './features/model-files/service.ts';
import { createModelService, type ModelService } from './features/models/service.ts';
import { createNoteService, type NoteService } from './features/notes/service.ts';
import { createPeriodFacts } from './features/notes/facts.ts';
import { createPlanService, type PlanService } from './features/plan/service.ts';
import { createPracticeService, type PracticeService } from './features/practice/service.ts';
import { createProgressService, type ProgressService } from './features/progress/service.ts';
import { createReadingService, type ReadingService } from './features/reading/service.ts';
import { createReminderService, type ReminderService } from './features/reminders/service.ts';
import { createReviewService, type ReviewService } from './features/review/service.ts';
import { createRhythmService, type RhythmService } from './features/rhythm/service.ts';
import { createSettingsService, type SettingsService } from './features/settings/service.ts';
import { createSkillService, type SkillService } from './features/skills/service.ts';
import { createTargetService, type TargetService } from './features/targets/service.ts';
import { createTodayService, type TodayService } from './features/today/service.ts';
import { createTraceService, type TraceService } from './features/traces/service.ts';
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
  progress: ProgressService;
  rhythm: RhythmService;
  notes: NoteService;
  reading: ReadingService;
  reminders: ReminderService;
  review: ReviewService;
  keys: KeyService;
  modelFiles: ModelFileService;
  models: ModelService;
  traces: TraceService;
  downloads: DownloadService;
  labs: LabService;
  openIn: OpenInService;
  skills: SkillService;
  today: TodayService;
  backup: BackupService;
  exports: ExportService;
  imports: ImportService;
  /** @throws AppError `storage_failed` while the database file is not where it was opened */
  assertInPlace(): void;
  /** Ends lab runs, model calls and their processes. The database is the caller's to close. */
  close(): Promise<void>;
}

/** For tests: how soon what usually waits is done. */
export interface Pace {
  otlpPaceMs?: number;
}

/** Wires the features to each other. Nothing runs in the background until `startBackground`. */
export function createServices(deps: AppDeps, pace: Pace = {}): Services {
  const base = createBase(deps);
  const models = createModels(deps, base, pace);
  const learning = createLearning(deps, base, models);
  const data = createData(deps, base);
  const { labs } = models;
  const stopLabTime = logLabTime({
    db: deps.db,
    clock: deps.clock,
    ...base,
    skillOf: (id) => labs.catalogue().find((lab) => lab.id === id)?.skills[0] ?? null,
  });
  return {
    deps,
    ...base,
    ...models,
    ...learning,
    ...data,
    assertInPlace: createPlaceCheck(deps.db),
    async close() {
      stopLabTime();
      learning.links.close();
      await data.imports.close();
      await models.downloads.close();
      await labs.close();
      models.modelFiles.close();
      await models.models.close();
    },
  };
}

/** What everything else stands on: the events, the settings, the curriculum, and time spent. */
function createBase({ db, clock, paths }: AppDeps) {
  const events = createEventBus();
  const settings = createSettingsService({ db, clock, events });
  const curriculum = createCurriculumService({ paths });
  const practice = createPracticeService({ db, clock, settings, events });
  const timer = createTimerService({ db, clock, practice, events, settings });
  const rhythm = createRhythmService({ db, clock, events, curriculum, practice });
  return { events, settings, curriculum, practice, timer, rhythm };
}
type Base = ReturnType<typeof createBase>;

/** Models, what their calls left behind, and the labs that call them. */
function createModels(deps: AppDeps, { events, settings }: Base, pace: Pace) {
  const { db, clock, version } = deps;
  const keys = createKeyService({ secrets: deps.secrets, events });
  const modelFiles = createModelFileService({ deps, events, settings });
  const models = createModelService({ deps, events, settings, files: modelFiles.files, ...pace });
  const { ledger, exporter, retention } = models;
  const traces = createTraceService({ db, clock, version, ledger, exporter, retention });
  const downloads = createDownloadService({ deps, events });
  const labs = createLabService({ deps, events, settings, gateway: models.gateway });
  const openIn = createOpenInService({ deps, labs });
  return { keys, modelFiles, models, traces, downloads, labs, openIn };
}

/** The path and what becomes of it: targets, plan, levels, next steps, notes, reviews. */
function createLearning(deps: AppDeps, base: Base, { labs }: ReturnType<typeof createModels>) {
  const { db, clock } = deps;
  const shared = { db, clock, ...base };
  const { curriculum, practice, settings } = base;
  const links = createLinkService({ settings, log: deps.log, web: deps.web });
  const targets = createTargetService({ ...base, deps, labs, links });
  const plan = createPlanService({ ...shared, targets });
  const skills = createSkillService({ ...shared, targets, labs });
  const today = createTodayService({ ...shared, plan, skills, labs });
  const progress = createProgressService({ db, curriculum, practice, plan, skills });
  const labTitle = (id: string): string => labs.catalogue().find((lab) => lab.id === id)?.title ?? id;
  const facts = createPeriodFacts({ db, clock, curriculum, settings, labTitle });
  const weekFacts = (day: string) => facts(weekStart(day), addDays(weekStart(day), 6));
  const notes = createNoteService({ ...shared, weekFacts });
  const reading = createReadingService(shared);
  const reminders = createReminderService(shared);
  const review = createReviewService({ ...shared, plan, today, facts });
  return { links, targets, plan, skills, today, progress, notes, reading, reminders, review };
}

/** Ways in and out for everything. */
function createData(deps: AppDeps, { events, settings, curriculum }: Base) {
  const backup = createBackupService({ deps, events });
  const exports = createExportService({ deps, events, curriculum, backup });
  const imports = createImportService({ deps, events, settings, curriculum });
  return { backup, exports, imports };
}
