import { availableParallelism } from 'node:os';
import type { CheckResult, LabReport, Verdict } from '../../shared/labs.ts';
import { BUILTIN_MODEL } from '../../shared/models.ts';
import type { RunUsage } from '../gateway/types.ts';
import type { Check } from './checks.ts';
import { loadChecks } from './load-checks.ts';
import { inPool } from './pool.ts';
import type { Bench } from './bench.ts';
import { runCheck } from './run-check.ts';

export interface StepResult {
  step: string;
  status: Verdict;
  checks: CheckResult[];
  /** Live checks that the model is not up to. */
  leftOut: NonNullable<LabReport['leftOut']>;
  /** A live check ran and a real model answered. */
  isLive: boolean;
  usage: RunUsage;
  /** How many calls got a recorded answer; with any, the step is not live. */
  replayed: number;
}

export interface RunStepsOptions extends Bench {
  /** Learner processes at a time; default: as many as there are cores, and at least 3, because they also wait. */
  parallel?: number;
  /** Told of each verdict as it comes. `at`: the place of the check in its step, from 0, live ones last. */
  onCheck?: (check: CheckResult, at: number) => void;
  /** Which of a step's checks run, and in which order. Left out: all, as they stand. */
  choose?: (checks: readonly Check[]) => readonly Check[];
  /** When this says yes, the checks of the step that have not begun are left out. */
  isEnough?: (check: CheckResult) => boolean;
}

/** The worst of several verdicts: an error hides nothing, because what failed is listed beside it. */
export function worst(statuses: readonly Verdict[]): Verdict {
  if (statuses.includes('error')) return 'error';
  return statuses.includes('fail') ? 'fail' : 'pass';
}

export function addUsage(a: RunUsage, b: RunUsage): RunUsage {
  return {
    calls: a.calls + b.calls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costUsd: a.costUsd === null || b.costUsd === null ? null : a.costUsd + b.costUsd,
  };
}

export const NO_USAGE: RunUsage = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** Checks that somebody edited, or lost, are an outage of Cairn and not the learner's. */
function unloadable(error: unknown, step: string): CheckResult {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    id: 'load-checks',
    title: 'The checks of this step can be loaded',
    step,
    status: 'error',
    message: `The checks of this step cannot be loaded, which is not your fault: ${reason}`,
    durationMs: 0,
  };
}

const TOO_WEAK =
  'This check needs a stronger model than the built-in practice model. Choose another to verify it.';

/** Runs the checks of one step. Live checks wait until the deterministic ones have passed: they cost money. */
export async function runStep(step: string, options: RunStepsOptions): Promise<StepResult> {
  const all = await loadChecks(options.lab.step(step).checks).catch((error: unknown) =>
    unloadable(error, step),
  );
  if (!Array.isArray(all)) {
    options.onCheck?.(all, 0);
    return { step, status: 'error', checks: [all], leftOut: [], isLive: false, usage: NO_USAGE, replayed: 0 };
  }
  const chosen = options.choose?.(all) ?? all;
  const scripted = chosen.filter((check) => !check.live);
  const wanted = options.model === null ? [] : chosen.filter((check) => check.live);
  const live = wanted.filter((check) => check.needs === undefined || options.model !== BUILTIN_MODEL);
  const leftOut = wanted
    .filter((check) => !live.includes(check))
    .map(({ id, title }) => ({ id, title, step, reason: TOO_WEAK }));
  let usage = NO_USAGE;
  let replayed = 0;
  const run = async (checks: readonly Check[], before: number): Promise<CheckResult[]> => {
    let isOver = false;
    const results = await inPool(
      checks,
      options.parallel ?? Math.max(3, availableParallelism()),
      async (check, at) => {
        if (isOver) return [];
        const outcome = await runCheck(check, step, options);
        usage = addUsage(usage, outcome.usage);
        replayed += outcome.replayed;
        // Not before a check has passed: work that fails everywhere should not share the machine with a loading model.
        if (live.length > 0 && outcome.result.status === 'pass') options.gateway.warm(options.model!);
        options.onCheck?.(outcome.result, before + at);
        isOver ||= options.isEnough?.(outcome.result) ?? false;
        return [outcome.result];
      },
    );
    return results.flat();
  };
  const checks = await run(scripted, 0);
  const isReady = checks.every(({ status }) => status === 'pass');
  if (isReady) checks.push(...(await run(live, scripted.length)));
  return {
    step,
    status: worst(checks.map(({ status }) => status)),
    checks,
    leftOut,
    isLive: isReady && live.length > 0 && replayed === 0,
    usage,
    replayed,
  };
}

/**
 * Runs steps in order and stops at the first that does not pass; then re-checks what came before them, because new
 * work may break old. Steps re-checked this way run without a live model.
 */
export async function runSteps(steps: readonly string[], options: RunStepsOptions): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    const result = await runStep(step, options);
    results.push(result);
    if (result.status !== 'pass') return results;
  }
  const ids = options.lab.steps.map(({ id }) => id);
  const first = Math.min(...steps.map((step) => ids.indexOf(step)));
  for (const step of ids.slice(0, Math.max(0, first))) {
    results.push(await runStep(step, { ...options, model: null }));
  }
  return results;
}
