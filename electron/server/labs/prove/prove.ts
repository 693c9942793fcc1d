import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { CheckResult } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { SharedGateway } from '../../gateway/types.ts';
import type { Check } from '../checks.ts';
import type { Lab } from '../lab.ts';
import { loadChecks } from '../load-checks.ts';
import type { Lanes } from '../pool.ts';
import type { Runtimes } from '../runtimes.ts';
import { prepareAround } from '../workspace.ts';
import { jobsOf, type ProofPart } from './jobs.ts';
import { layOutLight, type BundlePackages } from './light-ground.ts';
import { blankProof, judgeLive, type Proof } from './proof.ts';
import { runJob, type Ground } from './run-job.ts';
import { readShape } from './shape.ts';

export type { Proof };

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
  /** Where the jobs run: proofs that share it take turns. */
  lanes: Lanes;
  /** Which check killed a mutant of which lab, in any language: tried first, and added to. */
  killers?: Map<string, string> | undefined;
  /** Told when the last job has begun: another proof may use what room there is. */
  onAllBegun?: (() => void) | undefined;
  /** Runs one part of the proof only; left out: all of it. */
  only?: ProofPart | null | undefined;
  /** Runs mutants at their own step only. */
  isShort?: boolean | undefined;
  /** Makes packages that load quickly, for all seeds of the solution but the first; left out: they load as they are. */
  bundle?: BundlePackages | undefined;
}

/**
 * Proves a lab: the starter fails every step for the stated reason, the solution and the alternatives pass, every
 * mutant dies at its step with its message and passes those before, and the folder holds what it should.
 */
export async function proveLab(lab: Lab, language: Language, options: ProveOptions): Promise<Proof> {
  const shape = await readShape(lab);
  const proof = blankProof(lab, language, { shape, options });
  if (proof.problems.length > 0) return proof;
  const { lanes, scratch, packages, model, killers = new Map(), only = null, seeds, bundle } = options;
  const root = mkdtempSync(path.join(scratch, 'cairn-prove-'));
  const ground: Ground = { lab, language, options, root, killers, workspaces: new Map(), light: null };
  const live: CheckResult[] = [];
  try {
    prepareAround(root, packages);
    // Before the jobs: the first of them would wait for it and the others with it.
    await options.runtimes.get(language);
    if (bundle && seeds > 1 && (only ?? 'solution') === 'solution')
      ground.light = await layOutLight(lab, language, { root, packages, bundle });
    const checks = new Map<string, Check[]>();
    for (const step of lab.steps) checks.set(step.id, await loadChecks(step.checks));
    proof.isLive = [...checks.values()].flat().some((check) => check.live);
    const jobs = jobsOf(lab, language, {
      shape,
      options: { ...options, only, checks, hasModel: model !== null },
    });
    const failedSeeds = new Set<number>();
    const failedAlternatives = new Set<string>();
    let begun = 0;
    let startedAt = performance.now();
    const all = jobs.map((job) =>
      lanes.run(async () => {
        if (begun === 0) startedAt = performance.now();
        begun += 1;
        if (begun === jobs.length) options.onAllBegun?.();
        const { results, problems, ...more } = await runJob(job, ground);
        live.push(...results.filter((check) => check.live));
        proof.checks += results.length;
        proof.problems.push(...problems);
        proof.sharedRuns += more.shared ?? 0;
        proof.unseeded += more.isUnseeded ? 1 : 0;
        for (const seed of more.failedSeeds ?? []) failedSeeds.add(seed);
        if (job.part === 'alternatives' && problems.length > 0) failedAlternatives.add(job.variant.name);
        if ('kills' in job && job.kills && problems.length === 0) proof.mutantsKilled += 1;
      }),
    );
    await settleAll(all);
    proof.solutionPassed = proof.solutionSeeds - failedSeeds.size;
    proof.alternativesPassed = proof.alternatives - failedAlternatives.size;
    proof.seconds = (performance.now() - startedAt) / 1000;
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
  if (model !== null && live.length > 0) judgeLive(proof, live, model);
  return proof;
}

/** Waits for all, also when one breaks: nothing may run on in folders that are about to go. */
async function settleAll(all: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(all);
  await Promise.all(all);
}
