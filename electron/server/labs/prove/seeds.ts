import type { CheckResult } from '../../../shared/labs.ts';
import type { Bench } from '../bench.ts';
import type { Check } from '../checks.ts';
import { runCheck } from '../run-check.ts';
import { createStay } from '../stay.ts';

/** What a check said with several seeds. */
export interface SeededRuns {
  /** By seed. A check that takes nothing from the seed has one. */
  results: Map<number, CheckResult>;
  isSeeded: boolean;
  /** Runs whose program or scratch folder had served the same check with another seed. */
  shared: number;
}

/** After so many runs that failed with a shared program only, each run gets its own: the check is not made for sharing. */
const PATIENCE = 2;

/**
 * Runs one check with seeds that follow each other. Where nothing of a run is left in the program's surroundings, it
 * serves the next seed as well: starting it is most of what a run costs. A failure with a program that served before
 * says nothing; the run is repeated with a program of its own, and only that counts.
 * @param seeds the first is always run with a program of its own
 */
export async function runSeeds(
  check: Check,
  step: string,
  { bench, seeds }: { bench: Omit<Bench, 'seed'>; seeds: readonly number[] },
): Promise<SeededRuns> {
  const results = new Map<number, CheckResult>();
  const stay = createStay(bench.signal, seeds);
  let shared = 0;
  let disputes = 0;
  try {
    for (const seed of seeds) {
      let outcome = await runCheck(check, step, {
        ...bench,
        seed,
        stay: disputes < PATIENCE ? stay : undefined,
      });
      if (outcome.isShared && outcome.result.status !== 'pass') {
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
