import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type {
  checkInput,
  LabFile,
  LabReport,
  LabRunSummary,
  LabSummary,
  OpenLab,
} from '../../../shared/labs.ts';
import { BUILTIN_MODEL } from '../../../shared/models.ts';
import type { Isolation, Language } from '../../../shared/settings.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { SharedGateway } from '../../gateway/types.ts';
import { RuntimeMissing } from '../../labs/adapters/types.ts';
import { CheckFailure } from '../../labs/checks.ts';
import { placeCoachFiles } from '../../labs/coach-file.ts';
import { readLabs, type Lab } from '../../labs/lab.ts';
import { codeFor } from '../../labs/code-for.ts';
import { filesIn } from '../../labs/files-in.ts';
import { readGiven } from '../../labs/given-record.ts';
import { createRuntimes } from '../../labs/runtimes.ts';
import { createWorkspace, givenFiles, listFiles, prepareAround } from '../../labs/workspace.ts';
import { createStrict, type Strict } from '../../labs/strict.ts';
import { createPackageTypes } from '../../labs/package-types.ts';
import { readWorkspaceFile, writeWorkspaceFile, type Workspace } from '../../labs/workspace-files.ts';
import { watchFolder } from '../../labs/watch.ts';
import type { DataProblem } from '../../yaml-problems.ts';
import type { SettingsService } from '../settings/service.ts';
import type { PlainFile } from '../../../shared/lab-copies.ts';
import { createJobs } from './busy.ts';
import { checkLab } from './check-lab.ts';
import { createFileService, type LabFileService } from './file-service.ts';
import { startProgram } from './run-lab.ts';
import { labSummaryOf, stepStates } from './standing.ts';
import { createLabStore } from './store.ts';

export interface LabRef {
  slug: string;
  /** Left out: the language that the lab was begun in, else the one from the settings. */
  language?: Language | undefined;
}

export interface LabService extends LabFileService {
  catalogue(): LabSummary[];
  /** What is wrong with labs that are left out of the catalogue. */
  problems(): DataProblem[];
  /** Opens a lab; makes its workspace from the starter when there is none, and never overwrites a file. */
  open(ref: LabRef): OpenLab;
  /** What `open` would give. Makes nothing and notes nothing: for a window that gets ready for a click. */
  preview(ref: LabRef): OpenLab;
  readFile(ref: LabRef, file: string): LabFile;
  /** `baseHash`: what the edit began with, null for a new file. A file that changed since is a `conflict`. */
  writeFile(ref: LabRef, change: { path: string; text: string; baseHash: string | null }): LabFile;
  /** Checks a step, all of them, or the first that has not passed. A failure or an outage is a report. */
  check(input: z.infer<typeof checkInput>, signal?: AbortSignal): Promise<LabReport>;
  /** Starts the learner's program to be tried by hand. */
  run(ref: LabRef, model?: string | null): Promise<{ runId: string; gatewayRun: string; url: string }>;
  /** Ends a check or a program. @returns whether there was one */
  stop(slug: string): Promise<boolean>;
  /** The type declarations of the packages that a lab's code may import. */
  types(slug: string): Promise<readonly PlainFile[]>;
  /** The reference solution: after passing, or when it is asked for. */
  solution(ref: LabRef, options?: { asked?: boolean }): { path: string; text: string }[];
  /** Reveals a hint, counted from 1, and remembers that. Its code is in the language of the reference. */
  hint(ref: LabRef, step: string, number: number): string;
  runs(slug: string, limit?: number): LabRunSummary[];
  report(runId: string): LabReport;
  /** Watches a workspace. @returns a function that ends it */
  watch(ref: LabRef, onChange: (paths: string[]) => void): () => void;
  close(): Promise<void>;
}

interface Deps {
  deps: AppDeps;
  events: EventBus;
  settings: SettingsService;
  gateway: SharedGateway;
  /** Where labs find their packages; Cairn's own by default. */
  packages?: string;
  /** The system's sandbox for strict mode. */
  strict?: Strict;
}

const PACKAGES = path.resolve(import.meta.dirname, '../../../../node_modules');

export function createLabService(given: Deps): LabService {
  const { deps, events, settings, gateway, packages = PACKAGES, strict = createStrict() } = given;
  const { db, clock, paths } = deps;
  const store = createLabStore(db);
  const jobs = createJobs();
  const watches = new Map<string, () => void>();
  const runtimes = createRuntimes({
    folder: deps.python?.folder ?? path.join(paths.data, 'labs', '.python'),
    labs: paths.labs,
    env: deps.python?.env ?? {},
    onProgress: (message) => events.publish({ type: 'lab.setup', message }),
  });
  const types = createPackageTypes(packages);
  let shelf: ReturnType<typeof readLabs> | undefined;
  const labs = (): Lab[] => (shelf ??= readLabs(paths.labs)).labs;

  function find(slug: string): Lab {
    const lab = labs().find(({ manifest }) => manifest.id === slug);
    if (lab) return lab;
    const problem = shelf?.problems.find(({ file }) => file.startsWith(`${slug}/`));
    if (problem) {
      throw new AppError('unavailable', `The lab ${slug} is damaged: ${problem.file}: ${problem.message}`, {
        hint: 'Put the file back as it came with Cairn, and start Cairn again.',
      });
    }
    throw new AppError('not_found', `There is no lab "${slug}".`, { hint: '`cairn labs` lists them.' });
  }

  const folderOf = (slug: string, language: Language): string =>
    path.join(paths.data, 'labs', slug, language);
  const backups = path.join(paths.data, 'labs', '.backups');
  const summaryOf = (lab: Lab): LabSummary =>
    labSummaryOf(store, lab, (language) => folderOf(lab.manifest.id, language));

  function languageOf(lab: Lab, wanted: Language | undefined): Language {
    const { id, languages } = lab.manifest;
    if (wanted !== undefined) {
      if (languages.includes(wanted)) return wanted;
      throw new AppError('bad_input', `The lab ${id} is not there in ${wanted}.`, {
        hint: `It is there in ${languages.join(', ')}.`,
      });
    }
    const preferred = settings.get().language;
    return (
      store.opened(id).findLast((one) => languages.includes(one)) ??
      (languages.includes(preferred) ? preferred : languages[0]!)
    );
  }

  /** The workspace, made when it is not there. */
  function workspaceOf({ slug, language: wanted }: LabRef): Workspace {
    const lab = find(slug);
    const language = languageOf(lab, wanted);
    const folder = folderOf(slug, language);
    prepareAround(path.dirname(folder), packages);
    createWorkspace(folder, lab, language);
    if (!store.opened(slug).includes(language)) {
      store.open(slug, language, clock.now());
      events.changed('labs');
    }
    return { lab, language, folder };
  }

  function watchOnce({ lab, folder }: Workspace): void {
    if (watches.has(folder)) return;
    const slug = lab.manifest.id;
    watches.set(
      folder,
      watchFolder(folder, (changed) => events.publish({ type: 'lab.files', lab: slug, paths: changed })),
    );
  }

  /** The model for live checks; the built-in one is left out quietly when its file is not there. */
  function modelFor(wanted: string | null | undefined): string | null {
    if (wanted !== undefined) return wanted;
    const chosen = settings.get().defaultModel ?? BUILTIN_MODEL;
    const file = path.join(paths.models, `${BUILTIN_MODEL.split('/')[1]}.gguf`);
    return chosen === BUILTIN_MODEL && !existsSync(file) ? null : chosen;
  }

  /** What a run asks for, else the setting. */
  const strictFor = (wanted: Isolation | undefined) =>
    (wanted ?? settings.get().labIsolation) === 'strict' ? strict : undefined;

  const statesOf = ({ lab, language, folder }: Workspace) => stepStates({ store, lab, language, folder });

  function stepsFor(workspace: Workspace, wanted: string | undefined): string[] {
    const ids = workspace.lab.steps.map(({ id }) => id);
    if (wanted === 'all') return ids;
    if (wanted !== undefined) return [workspace.lab.step(wanted).id];
    const next = statesOf(workspace).find(({ status }) => status !== 'pass');
    return next ? [next.id] : ids;
  }

  function describe(workspace: Workspace): OpenLab {
    const { lab, language, folder } = workspace;
    const steps = statesOf(workspace).map((state) => {
      const { markdown, hints } = lab.stepText(state.id);
      const revealed = hints.slice(0, state.hintsRevealed).map((hint) => codeFor(hint, language));
      return { ...state, markdown: codeFor(markdown, language), hints: hints.length, revealed };
    });
    const busy = jobs.kind(lab.manifest.id);
    return {
      lab: summaryOf(lab),
      language,
      folder,
      readme: codeFor(lab.readme(), language),
      steps,
      files: existsSync(folder) ? listFiles(folder, lab, language) : givenFiles(lab, language),
      busy,
      update: readGiven(workspace)?.update ?? null,
    };
  }

  const files = createFileService({ clock, backups, workspaceOf });

  return {
    ...files,
    catalogue: () => labs().map(summaryOf),
    problems: () => (labs(), shelf!.problems),
    open(ref) {
      const workspace = workspaceOf(ref);
      if (files.bringUpToDate(workspace)) events.changed('labs');
      placeCoachFiles(workspace, settings.get().labCoachFile);
      runtimes.helpEditors(workspace.language, workspace.folder);
      watchOnce(workspace);
      return describe(workspace);
    },
    preview(ref) {
      const lab = find(ref.slug);
      const language = languageOf(lab, ref.language);
      return describe({ lab, language, folder: folderOf(ref.slug, language) });
    },
    readFile: (ref, file) => readWorkspaceFile(workspaceOf(ref), file),
    writeFile: (ref, change) => writeWorkspaceFile(workspaceOf(ref), change),
    check(input, signal) {
      const workspace = workspaceOf(input);
      files.bringUpToDate(workspace);
      const request = {
        workspace,
        steps: stepsFor(workspace, input.step),
        seed: input.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000,
        model: modelFor(input.model),
        replay: input.replay,
        strict: strictFor(input.isolation),
        runId: newId(clock.now()),
      };
      return jobs.start(input.slug, 'check', async (stop) => {
        const report = await checkLab(
          { store, clock, events, gateway, packages, runtimes, onPass: files.keepPassed },
          { ...request, signal: signal ? AbortSignal.any([signal, stop]) : stop },
        );
        // The first check of a language gets its packages.
        runtimes.helpEditors(workspace.language, workspace.folder);
        return report;
      });
    },
    async run(ref, model) {
      const workspace = workspaceOf(ref);
      const chosen = modelFor(model);
      const started = Promise.withResolvers<Awaited<ReturnType<typeof startProgram>>>();
      const job = jobs.start(ref.slug, 'run', async (signal) => {
        const options = {
          gateway,
          events,
          packages,
          runtimes,
          workspace,
          model: chosen,
          strict: strictFor(undefined),
          signal,
          now: clock.now(),
        };
        const program = await startProgram(options).catch((error: unknown) => {
          started.reject(asRefusal(error));
          return undefined;
        });
        if (program) started.resolve(program);
        await program?.ended;
      });
      void job.finally(() => events.changed('labs'));
      const { runId, gatewayRun, server } = await started.promise;
      return { runId, gatewayRun, url: server.baseUrl };
    },
    stop: (slug) => jobs.stop(find(slug).manifest.id),
    types: (slug) => types.of(find(slug).manifest.packages.typescript ?? []),
    solution(ref, options = {}) {
      const workspace = workspaceOf(ref);
      const { lab, language } = workspace;
      const isPassed = statesOf(workspace).every(({ passedAt }) => passedAt !== null);
      if (!isPassed && !options.asked && !store.hasSeenSolution(ref.slug, language)) {
        throw new AppError('forbidden', 'The solution is shown after all steps have passed.', {
          hint: 'Ask for it anyway if you are stuck; that is noted.',
        });
      }
      store.markSolutionSeen(ref.slug, language, clock.now());
      const folder = lab.solution(language);
      return filesIn(folder).map((file) => ({
        path: file,
        text: readFileSync(path.join(folder, file), 'utf8'),
      }));
    },
    hint(ref, step, number) {
      const lab = find(ref.slug);
      const { hints } = lab.stepText(step);
      const text = hints[number - 1];
      if (text === undefined) throw new AppError('not_found', `The step ${step} has ${hints.length} hints.`);
      store.addHint(ref.slug, { step, number }, clock.now());
      events.changed('labs');
      return codeFor(text, languageOf(lab, ref.language));
    },
    runs: (slug, limit = 20) => store.runs(find(slug).manifest.id, limit),
    report(runId) {
      const report = store.run(runId);
      if (report) return report;
      throw new AppError('not_found', 'There is no such lab run.');
    },
    watch(ref, onChange) {
      runtimes.keepWarm();
      return watchFolder(workspaceOf(ref).folder, onChange);
    },
    async close() {
      for (const stop of watches.values()) stop();
      watches.clear();
      await jobs.stopAll();
      await runtimes.close();
    },
  };
}

/** A program that does not start is the learner's to mend, a missing language the machine's: neither is a bug of ours. */
function asRefusal(error: unknown): unknown {
  if (error instanceof RuntimeMissing) return new AppError('unavailable', error.message);
  return error instanceof CheckFailure
    ? new AppError('bad_input', error.message, { hint: 'Mend it and run it again.' })
    : error;
}
