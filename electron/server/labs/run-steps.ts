import type { CheckResult, Verdict } from '../../shared/labs.ts';
import type { RunUsage } from '../gateway/types.ts';
import type { Check } from './checks.ts';
import { loadChecks } from './load-checks.ts';
import { inPool } from './pool.ts';
import { runCheck, type Bench } from './run-check.ts';

export interface StepResult {
  step: string;
  status: Verdict;
  checks: CheckResult[];
  /** A live check ran and a real model answered. */
  isLive: boolean;
  usage: RunUsage;
}

export interface RunStepsOptions extends Bench {
  /** Learner processes at a time; default 2. */
  parallel?: number;
  onCheck?: (check: CheckResult) => void;
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

/** Runs the checks of one step. Live checks wait until the deterministic ones have passed: they cost money. */
export async function runStep(step: string, options: RunStepsOptions): Promise<StepResult> {
  const all = await loadChecks(options.lab.step(step).checks);
  const scripted = all.filter((check) => !check.live);
  const live = options.model === null ? [] : all.filter((check) => check.live);
  let usage = NO_USAGE;
  const run = async (checks: readonly Check[]): Promise<CheckResult[]> => {
    let isOver = false;
    const results = await inPool(checks, options.parallel ?? 2, async (check) => {
      if (isOver) return [];
      const outcome = await runCheck(check, step, options);
      usage = addUsage(usage, outcome.usage);
      options.onCheck?.(outcome.result);
      isOver ||= options.isEnough?.(outcome.result) ?? false;
      return [outcome.result];
    });
    return results.flat();
  };
  const checks = await run(scripted);
  const isReady = checks.every(({ status }) => status === 'pass');
  if (isReady) checks.push(...(await run(live)));
  return {
    step,
    status: worst(checks.map(({ status }) => status)),
    checks,
    isLive: isReady && live.length > 0,
    usage,
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
