import { AppError } from '../../../shared/errors.ts';
import type { CheckResult, LabReport } from '../../../shared/labs.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { ReplayMode, SharedGateway } from '../../gateway/types.ts';
import { addUsage, NO_USAGE, runSteps, worst, type StepResult } from '../../labs/run-steps.ts';
import type { Runtimes } from '../../labs/runtimes.ts';
import type { Strict } from '../../labs/strict.ts';
import { hashFiles, hashGiven } from '../../labs/workspace.ts';
import type { Workspace } from '../../labs/workspace-files.ts';
import type { LabStore } from './store.ts';

export interface CheckRequest {
  workspace: Workspace;
  steps: readonly string[];
  seed: number;
  model: string | null;
  replay?: ReplayMode | undefined;
  runId: string;
  /** Strict mode; left out: the standard one. */
  strict?: Strict | undefined;
  signal: AbortSignal;
}

interface Deps {
  store: LabStore;
  clock: Clock;
  events: EventBus;
  gateway: SharedGateway;
  runtimes: Runtimes;
  packages: string;
  /** Told of each step that passed, with the workspace as it was judged. */
  onPass?: (workspace: Workspace, steps: readonly string[]) => void;
}

/** Checks steps, keeps the verdicts and tells every window. @returns the report; an outage is in it, not thrown */
export async function checkLab(deps: Deps, request: CheckRequest): Promise<LabReport> {
  const { events, clock, gateway, packages, runtimes } = deps;
  const { workspace, runId } = request;
  const lab = workspace.lab.manifest.id;
  const startedAt = clock.now();
  const begun = performance.now();
  const filesHash = hashFiles(workspace.folder);
  const results = await runSteps(request.steps, {
    gateway,
    packages,
    runtimes,
    lab: workspace.lab,
    language: workspace.language,
    workspace: workspace.folder,
    seed: request.seed,
    model: request.model,
    replay: request.replay,
    strict: request.strict,
    signal: request.signal,
    onOutput: (stream, text) => events.publish({ type: 'lab.output', runId, lab, stream, text }),
    onCheck: (check, at) =>
      events.publish({ type: 'lab.check', runId, lab, check: withSeed(check, request.seed), at }),
  });
  const report = toReport(request, results, performance.now() - begun);
  deps.store.transaction(() => {
    deps.store.addRun({ labId: lab, report, filesHash, startedAt });
    for (const result of results) {
      // A run that was stopped says nothing about a step that passed before.
      if (request.signal.aborted) continue;
      deps.store.putStep({
        labId: lab,
        language: workspace.language,
        stepId: result.step,
        status: result.status,
        runId,
        passedAt: result.status === 'pass' ? clock.now() : null,
        verifiedWith: result.status === 'pass' && result.isLive ? request.model : null,
        filesHash,
        givenHash: hashGiven(workspace, result.step),
      });
    }
  });
  const passed = results.filter(({ status }) => status === 'pass').map(({ step }) => step);
  // Files that changed meanwhile are not what passed.
  if (!request.signal.aborted && hashFiles(workspace.folder) === filesHash) deps.onPass?.(workspace, passed);
  events.publish({ type: 'lab.done', runId, lab, report });
  events.changed('labs');
  return report;
}

/** A failure names its seed: with it the same inputs come again. */
function withSeed(check: CheckResult, seed: number): CheckResult {
  return check.status === 'pass' ? check : { ...check, message: `${check.message} (seed ${seed})` };
}

function toReport(request: CheckRequest, results: readonly StepResult[], durationMs: number): LabReport {
  const last =
    results.find(({ status }) => status !== 'pass') ??
    results.find(({ step }) => step === request.steps.at(-1));
  if (!last) throw new AppError('bad_input', 'There is no step to check.');
  const { costUsd, ...usage } = results.map((result) => result.usage).reduce(addUsage, NO_USAGE);
  const isLive = results.some((result) => result.isLive);
  const leftOut = results.flatMap((result) => result.leftOut);
  const replayed = results.reduce((sum, result) => sum + result.replayed, 0);
  return {
    lab: request.workspace.lab.manifest.id,
    step: last.step,
    language: request.workspace.language,
    status: worst(results.map(({ status }) => status)),
    checks: results.flatMap(({ checks }) => checks.map((check) => withSeed(check, request.seed))),
    model: isLive ? request.model : null,
    live: isLive,
    ...(leftOut.length > 0 ? { leftOut } : {}),
    ...(replayed > 0 ? { replayed } : {}),
    ...usage,
    costUsd,
    seed: request.seed,
    runId: request.runId,
    durationMs: Math.round(durationMs),
  };
}
