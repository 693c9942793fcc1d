import type { CheckResult } from '../../../shared/labs.ts';
import type { Bench } from '../bench.ts';
import type { Check } from '../checks.ts';
import { runCheck } from '../run-check.ts';
import { createStay } from '../stay.ts';
import type { LightGround } from './light-ground.ts';

/** What a check said with several seeds. */
export interface SeededRuns {
  /** By seed. A check that takes nothing from the seed has one. */
  results: Map<number, CheckResult>;
  isSeeded: boolean;
  /** Runs whose program or scratch folder had served the same check with another seed. */
  shared: number;
}

export interface SeedsGround {
  bench: Omit<Bench, 'seed'>;
  /** The same program in another workspace, beside packages that load quickly: from the second seed on. */
  light?: LightGround | null | undefined;
  /** The first is always run with a program of its own, and with the packages as they are. */
  seeds: readonly number[];
}

/** After so many failures that a fresh run does not have, each run is a fresh one: the check is not made for sharing. */
const PATIENCE = 2;

/**
 * Runs one check with seeds that follow each other. Where nothing of a run is left in the program's surroundings, it
 * serves the next seed as well: starting it is most of what a run costs. Where it has to start again, it loads packages
 * that are put together. A failure with a program that served before, or with such packages, says nothing; the run is
 * repeated as the first one was, and only that counts.
 */
export async function runSeeds(
  check: Check,
  step: string,
  { bench, light, seeds }: SeedsGround,
): Promise<SeededRuns> {
  const results = new Map<number, CheckResult>();
  const stay = createStay(bench.signal, seeds);
  let shared = 0;
  let disputes = 0;
  try {
    for (const seed of seeds) {
      const isEased = disputes < PATIENCE;
      const isLight = isEased && light != null && seed !== seeds[0];
      let outcome = await runCheck(check, step, {
        ...bench,
        ...(isLight ? light : {}),
        seed,
        stay: isEased ? stay : undefined,
      });
      if ((outcome.isShared || isLight) && outcome.result.status !== 'pass') {
        disputes += 1;
        outcome = await runCheck(check, step, { ...bench, seed });
      } else if (outcome.isShared) shared += 1;
      results.set(seed, outcome.result);
      if (!outcome.isSeeded) return { results, isSeeded: false, shared };
    }
    return { results, isSeeded: true, shared };
  } finally {
    await stay.end();
  }
}
