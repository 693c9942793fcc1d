import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { CheckResult } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { SharedGateway } from '../../gateway/types.ts';
import type { Lab } from '../lab.ts';
import { inPool } from '../pool.ts';
import { runStep } from '../run-steps.ts';
import type { Runtimes } from '../runtimes.ts';
import { prepareAround } from '../workspace.ts';
import { jobsOf, said, type Job, type ProofPart } from './jobs.ts';
import { isIn, readShape, type Shape } from './shape.ts';
import { layOut, type Variant } from './variant.ts';

export interface ProveOptions {
  gateway: SharedGateway;
  runtimes: Runtimes;
  packages: string;
  /** A folder for throw-away workspaces. */
  scratch: string;
  /** With how many seeds the solution has to pass. */
  seeds: number;
  firstSeed: number;
  /** `provider/model` for the live checks of the solution; null leaves them out. */
  model: string | null;
  /** Learner processes at a time. */
  parallel: number;
  /** Runs one part of the proof only; left out: all of it. */
  only?: ProofPart | null | undefined;
  /** Runs mutants at their own step only. */
  isShort?: boolean | undefined;
}

/** What a lab proved in one language. It holds when `problems` is empty. */
export interface Proof {
  lab: string;
  language: Language;
  steps: number;
  checks: number;
  solutionSeeds: number;
  alternatives: number;
  mutantsKilled: number;
  mutants: number;
  /** Live checks with the solution; null when none ran. */
  live: { passed: number; trials: number; model: string } | null;
  seconds: number;
  problems: string[];
}

/** The share of live checks that the solution has to pass, in one step and over all its seeds. */
const LIVE_RATE = 0.95;

/** Where a proof's jobs run. */
interface Ground {
  lab: Lab;
  language: Language;
  options: ProveOptions;
  root: string;
  workspaces: Map<Variant, string>;
}

function blankProof(
  lab: Lab,
  language: Language,
  { shape, options }: { shape: Shape; options: ProveOptions },
): Proof {
  const isHere = (one: Shape['mutants'][number] | Shape['alternatives'][number]): boolean =>
    isIn(language, one);
  return {
    lab: lab.manifest.id,
    language,
    steps: lab.steps.length,
    checks: 0,
    solutionSeeds: options.seeds,
    alternatives: shape.alternatives.filter(isHere).length,
    mutantsKilled: 0,
    mutants: shape.mutants.filter(isHere).length,
    live: null,
    seconds: 0,
    problems: [...shape.problems],
  };
}

/** Runs one job. The workspace of a variant is made once: real checks share theirs too. */
async function run(job: Job, { lab, language, options, root, workspaces }: Ground): Promise<CheckResult[]> {
  const { gateway, packages, runtimes } = options;
  let workspace = workspaces.get(job.variant);
  if (workspace === undefined) {
    workspace = layOut(root, lab, job.variant);
    workspaces.set(job.variant, workspace);
  }
  const bench = { gateway, runtimes, packages, lab, language, workspace, seed: job.seed, parallel: 1 };
  const { checks } = await runStep(job.step, {
    ...bench,
    model: job.isLive ? options.model : null,
    signal: new AbortController().signal,
    // A wanted failure is found as soon as it is there.
    isEnough: (check) => job.judge([check]) === undefined && check.status === 'fail' && !check.live,
  });
  return checks;
}

/**
 * Proves a lab: the starter fails every step for the stated reason, the solution and the alternatives pass, every
 * mutant dies at its step with its message and passes those before, and the folder holds what it should.
 */
export async function proveLab(lab: Lab, language: Language, options: ProveOptions): Promise<Proof> {
  const startedAt = performance.now();
  const shape = await readShape(lab);
  const proof = blankProof(lab, language, { shape, options });
  const root = mkdtempSync(path.join(options.scratch, 'cairn-prove-'));
  const ground: Ground = { lab, language, options, root, workspaces: new Map() };
  const live: CheckResult[] = [];
  try {
    prepareAround(root, options.packages);
    if (proof.problems.length === 0) {
      // Before the jobs: the first of them would wait for it and the others with it.
      await options.runtimes.get(language);
      const jobs = jobsOf(lab, language, { shape, options: { ...options, only: options.only ?? null } });
      await inPool(jobs, options.parallel, async (job) => {
        const checks = await run(job, ground);
        live.push(...checks.filter((check) => check.live));
        proof.checks += checks.length;
        const problem = job.judge(checks);
        if (problem !== undefined) proof.problems.push(problem);
        else if (job.kills) proof.mutantsKilled += 1;
      });
    }
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
  if (options.model !== null && live.length > 0) judgeLive(proof, live, options.model);
  return { ...proof, seconds: (performance.now() - startedAt) / 1000 };
}

/** Counts the live checks, one by one: a check that a model passes half the time must not hide behind the others. */
function judgeLive(proof: Proof, live: readonly CheckResult[], model: string): void {
  const passed = live.filter(({ status }) => status === 'pass').length;
  proof.live = { passed, trials: live.length, model };
  for (const id of new Set(live.map((check) => check.id))) {
    const all = live.filter((check) => check.id === id);
    const good = all.filter(({ status }) => status === 'pass').length;
    if (good / all.length < LIVE_RATE)
      proof.problems.push(
        `The solution passes ${id} with ${model} ${good} of ${all.length} times: ${said(all)}`,
      );
  }
}
