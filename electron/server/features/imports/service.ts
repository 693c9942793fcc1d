import path from 'node:path';
import { AppError, toPublicError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type {
  ImportFile,
  ImportOptions,
  ImportOutcome,
  ImportPreview,
  ImportRecord,
  UndoResult,
} from '../../../shared/imports.ts';
import { Cancelled } from '../../aside/run.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { SettingsService } from '../settings/service.ts';
import type { DbSource, Job, JobResult } from './job.ts';
import type { Facts, Progress } from './prepare.ts';
import { createOpenFiles, type OpenFile } from './open-files.ts';
import { runJob } from './run-job.ts';
import { createImportStore } from './store.ts';
import { undoBatch, writeBatch } from './write.ts';

export interface ImportService {
  /** Keeps a file that a window handed in, until it is imported or a day has passed. */
  receive(name: string, bytes: Uint8Array): Promise<ImportFile>;
  /** Names a file that lies on this machine; it is read where it is. */
  open(file: string): ImportFile;
  /** A dry run: what the file is and what would be logged. Nothing is written. @throws AppError about the file */
  look(file: string, options: ImportOptions): Promise<ImportPreview>;
  /** Where all skipped rows of the last look are, as CSV. */
  skippedFile(file: string): string;
  /** Imports the file: all of what the preview showed, or nothing. Null when there was nothing to take. */
  take(file: string, options: ImportOptions, actor: 'hand' | 'terminal'): Promise<ImportRecord | null>;
  /** Begins to import and answers at once; the event stream tells the rest, and `outcome`. */
  start(file: string, options: ImportOptions): ImportOutcome;
  outcome(file: string): ImportOutcome;
  /** Ends the work on a file. What was committed already stays, and can be undone. */
  cancel(file: string): Promise<ImportOutcome>;
  forget(file: string): void;
  list(): ImportRecord[];
  /** Takes an import back as a whole, but for sessions that were changed since. */
  undo(id: string): Promise<UndoResult>;
  close(): Promise<void>;
}

type Deps = { deps: AppDeps; events: EventBus; settings: SettingsService; curriculum: CurriculumService };

/** A newer look makes an older one pointless. */
async function endOlderLook(file: OpenFile): Promise<void> {
  const older = file.job;
  if (older === null || file.outcome?.status === 'running') return;
  await older.cancel();
  if (file.job === older) file.job = null;
}

function asReplaced(error: unknown): never {
  if (!(error instanceof Cancelled)) throw error;
  throw new AppError('conflict', 'A newer look at the file took this one’s place.', {
    hint: 'Nothing needs to be done.',
  });
}

export function createImportService({ deps, events, settings, curriculum }: Deps): ImportService {
  const { db, clock, log } = deps;
  const store = createImportStore(db);
  const files = createOpenFiles(path.join(deps.paths.data, 'imports'), clock);

  const facts = (): Facts => ({
    now: clock.now(),
    zone: clock.zone(),
    dayStartHour: settings.get().dayStartHour,
    skills: curriculum.get().skills.map(({ id, title }) => ({ id, title })),
    remembered: store.remembered(),
  });

  const source = (): DbSource => (db.memory ? { image: db.serialize() } : { file: path.resolve(db.name) });

  async function run(file: OpenFile, job: Job, progress: Progress): Promise<JobResult> {
    if (file.job)
      throw new AppError('conflict', 'Cairn is still busy with that file.', {
        hint: 'Wait until it is done, or cancel it.',
      });
    const running = (file.job = runJob(job, progress));
    try {
      return await running.result;
    } finally {
      if (file.job === running) file.job = null;
    }
  }

  function tell(file: OpenFile, outcome: ImportOutcome): ImportOutcome {
    file.outcome = outcome;
    events.publish({ type: 'import', file: file.file, outcome });
    return outcome;
  }

  async function take(
    id: string,
    options: ImportOptions,
    actor: 'hand' | 'terminal',
  ): Promise<ImportRecord | null> {
    const file = files.need(id);
    const now = clock.now();
    const head = { id: newId(now), fileName: file.name, at: now, actor };
    const progress: Progress = (phase, done, total) =>
      void tell(file, { status: 'running', progress: { file: id, phase, done, total } });
    const job: Job = { kind: 'take', db: source(), path: file.path, options, facts: facts(), head };
    const result = (await run(file, job, progress)) as Extract<JobResult, { kind: 'take' }>;
    const record = result.batch ? writeBatch(db, result.batch, () => {}) : result.record;
    if (record) {
      log.info('imported', { id: record.id, format: record.format, sessions: record.sessions });
      events.changed('practice', 'imports');
    }
    return record;
  }

  async function takeAndTell(file: OpenFile, options: ImportOptions): Promise<void> {
    try {
      tell(file, { status: 'done', record: await take(file.file, options, 'hand') });
    } catch (error) {
      if (error instanceof Cancelled) return void tell(file, { status: 'cancelled' });
      if (!(error instanceof AppError)) log.error('an import failed', { reason: String(error) });
      const { message, hint } = toPublicError(error);
      tell(file, { status: 'failed', message, hint: hint ?? null });
    }
  }

  return {
    receive: files.receive,
    open: files.open,
    async look(id, options) {
      const file = files.need(id);
      const skippedFile = file.temporary ? `${file.path}.skipped.csv` : null;
      const job: Job = { kind: 'look', db: source(), path: file.path, options, facts: facts(), skippedFile };
      await endOlderLook(file);
      const result = (await run(file, job, () => {}).catch(asReplaced)) as Extract<
        JobResult,
        { kind: 'look' }
      >;
      return result.preview;
    },
    skippedFile: (id) => `${files.need(id).path}.skipped.csv`,
    take,
    start(id, options) {
      const file = files.need(id);
      if (file.job || file.outcome?.status === 'running')
        throw new AppError('conflict', 'Cairn is still busy with that file.', {
          hint: 'Wait until it is done, or cancel it.',
        });
      const outcome = tell(file, {
        status: 'running',
        progress: { file: id, phase: 'reading', done: 0, total: 0 },
      });
      file.ended = takeAndTell(file, options);
      return outcome;
    },
    outcome(id) {
      const { outcome } = files.need(id);
      return outcome ?? { status: 'cancelled' };
    },
    async cancel(id) {
      const file = files.need(id);
      await file.job?.cancel();
      await file.ended;
      return file.outcome ?? { status: 'cancelled' };
    },
    forget: files.forget,
    list: () => store.list(),
    async undo(id) {
      const found = store.find(id);
      if (!found)
        throw new AppError('not_found', 'There is no such import.', { hint: 'Look at the list of imports.' });
      const now = clock.now();
      const done = db.memory
        ? undoBatch(db, id, now)
        : (
            (await runJob({ kind: 'undo', db: { file: path.resolve(db.name) }, id, now }, () => {})
              .result) as Extract<JobResult, { kind: 'undo' }>
          ).undone;
      events.changed('practice', 'imports');
      return done;
    },
    close: files.close,
  };
}
