import type { CheckResult } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { Lab } from '../lab.ts';
import { PROOF_PARTS, said, type ProofPart } from './jobs.ts';
import { isIn, type Shape } from './shape.ts';

/** What a lab proved in one language. It holds when `problems` is empty. */
export interface Proof {
  lab: string;
  language: Language;
  /** What was run of it. */
  parts: readonly ProofPart[];
  steps: number;
  /** Runs of checks. */
  checks: number;
  /** With how many seeds the solution had to pass, and passed. */
  solutionSeeds: number;
  solutionPassed: number;
  /** Checks that take nothing from the seed: they ran once. */
  unseeded: number;
  /** Runs whose program or scratch folder had served the same check with another seed. */
  sharedRuns: number;
  alternatives: number;
  alternativesPassed: number;
  mutants: number;
  mutantsKilled: number;
  /** Whether the lab has live checks: where no step needs a model, none has to be verified with one. */
  isLive: boolean;
  /** Live checks with the solution; null when none ran. */
  live: { passed: number; trials: number; model: string } | null;
  seconds: number;
  problems: string[];
}

/** The share of live checks that the solution has to pass, in one step and over all its seeds. */
const LIVE_RATE = 0.95;

/** A proof of which nothing has been run yet. */
export function blankProof(
  lab: Lab,
  language: Language,
  { shape, options }: { shape: Shape; options: { seeds: number; only?: ProofPart | null | undefined } },
): Proof {
  const { seeds, only = null } = options;
  return {
    lab: lab.manifest.id,
    language,
    parts: only === null ? PROOF_PARTS : [only],
    steps: lab.steps.length,
    checks: 0,
    solutionSeeds: seeds,
    solutionPassed: 0,
    unseeded: 0,
    sharedRuns: 0,
    alternatives: shape.alternatives.filter((one) => isIn(language, one)).length,
    alternativesPassed: 0,
    mutants: shape.mutants.filter((one) => isIn(language, one)).length,
    mutantsKilled: 0,
    isLive: false,
    live: null,
    seconds: 0,
    problems: [...shape.problems],
  };
}

/** Counts the live checks, one by one: a check that a model passes half the time must not hide behind the others. */
export function judgeLive(proof: Proof, live: readonly CheckResult[], model: string): void {
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
