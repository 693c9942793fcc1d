import type { CheckResult } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { Bench } from '../bench.ts';
import type { Check } from '../checks.ts';
import type { Lab } from '../lab.ts';
import { runStep } from '../run-steps.ts';
import { mustPass, type Job, type SeedsJob, type StepJob } from './jobs.ts';
import type { LightGround } from './light-ground.ts';
import type { ProveOptions } from './prove.ts';
import { runSeeds } from './seeds.ts';
import { layOut, type Variant } from './variant.ts';

/** Where a proof's jobs run. */
export interface Ground {
  lab: Lab;
  language: Language;
  options: ProveOptions;
  root: string;
  workspaces: Map<Variant, string>;
  /** The solution beside packages that load quickly, where that is made. */
  light: LightGround | null;
  /** By lab and mutant: the id of the check that killed it before. */
  killers: Map<string, string>;
}

export interface JobOutcome {
  results: CheckResult[];
  problems: string[];
  /** Of a check of the solution with all seeds. */
  failedSeeds?: number[];
  isUnseeded?: boolean;
  shared?: number;
}

/** Runs one job. The workspace of a variant is made once: real checks share theirs too. */
export async function runJob(job: Job, ground: Ground): Promise<JobOutcome> {
  const { lab, language, options, root, workspaces } = ground;
  const { gateway, packages, runtimes } = options;
  let workspace = workspaces.get(job.variant);
  if (workspace === undefined) {
    workspace = layOut(root, lab, job.variant);
    workspaces.set(job.variant, workspace);
  }
  const signal = new AbortController().signal;
  const bench = { gateway, runtimes, packages, lab, language, workspace, signal, model: null };
  return 'check' in job ? runSeedsJob(job, bench, ground) : runStepJob(job, bench, ground);
}

async function runSeedsJob(
  { check, step, variant }: SeedsJob,
  bench: Omit<Bench, 'seed'>,
  { light, options }: Ground,
): Promise<JobOutcome> {
  const { firstSeed, seeds: count } = options;
  const seeds = Array.from({ length: count }, (_, i) => firstSeed + i);
  const { results, isSeeded, shared } = await runSeeds(check, step, { bench, light, seeds });
  const outcome: JobOutcome = { results: [...results.values()], problems: [], shared, isUnseeded: !isSeeded };
  for (const [seed, result] of results) {
    const problem = mustPass(variant.name, step, seed)([result]);
    if (problem === undefined) continue;
    outcome.problems.push(problem);
    // What fails whatever the seed fails with each.
    outcome.failedSeeds = isSeeded ? [...(outcome.failedSeeds ?? []), seed] : seeds;
  }
  return outcome;
}

async function runStepJob(
  job: StepJob,
  bench: Omit<Bench, 'seed'>,
  { lab, options, killers }: Ground,
): Promise<JobOutcome> {
  const mutant = job.kills && `${lab.manifest.id}/${job.kills.name}`;
  const choose = (checks: readonly Check[]): readonly Check[] => {
    if (job.isLive) return checks.filter(({ live }) => live);
    return job.kills ? likelyFirst(checks, job.kills.message, killers.get(mutant!)) : checks;
  };
  const { checks } = await runStep(job.step, {
    ...bench,
    seed: job.seed,
    parallel: 1,
    model: job.isLive ? options.model : null,
    choose,
    // A wanted failure is found as soon as it is there.
    isEnough: (check) => !job.isLive && check.status === 'fail' && job.judge([check]) === undefined,
  });
  const problem = job.judge(checks);
  const killer = checks.find((check) => job.judge([check]) === undefined);
  if (mutant && problem === undefined && killer) killers.set(mutant, killer.id);
  return { results: checks, problems: problem === undefined ? [] : [problem] };
}

/**
 * The check that kills a mutant first, as far as that can be foreseen: the one that did in another language, or whose
 * code holds the message. Only a help: any check of the step may kill it, and with the right message only.
 */
function likelyFirst(
  checks: readonly Check[],
  message: string,
  killer: string | undefined,
): readonly Check[] {
  const isLikely = ({ id, run }: Check): boolean =>
    killer === undefined ? String(run).includes(message) : id === killer;
  return [...checks.filter(isLikely), ...checks.filter((check) => !isLikely(check))];
}
