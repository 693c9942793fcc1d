import type { CheckResult } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { Lab } from '../lab.ts';
import { isIn, type Shape } from './shape.ts';
import { alternativeOf, mutantOf, solutionOf, starterOf, type Variant } from './variant.ts';

/** The parts of a proof. */
export const PROOF_PARTS = ['starter', 'solution', 'alternatives', 'mutants'] as const;
export type ProofPart = (typeof PROOF_PARTS)[number];

/** One step of one variant with one seed, and what has to come out. */
export interface Job {
  part: ProofPart;
  variant: Variant;
  step: string;
  seed: number;
  /** Whether live checks run as well. */
  isLive: boolean;
  /** @returns what does not hold, or undefined */
  judge(checks: readonly CheckResult[]): string | undefined;
  /** The mutant that this job has to kill. */
  kills?: string;
}

interface JobOptions {
  seeds: number;
  firstSeed: number;
  only: ProofPart | null;
  /** Runs mutants at their own step only: most of a proof's time goes into the steps before it. */
  isShort?: boolean | undefined;
}

/** The first verdict that is no pass, in one line: it is what an author needs to go on. */
export function said(checks: readonly CheckResult[]): string {
  const first = checks.find(({ status }) => status !== 'pass');
  if (!first) return 'every check passed';
  const values = first.expected === undefined ? '' : ` expected ${first.expected}, got ${first.actual}`;
  return `${first.id} (${first.status}): ${first.message}${values}`.replaceAll('\n', ' ').slice(0, 600);
}

/** Passes when every check does. A live one is counted instead: how well a model answers is a rate. */
function mustPass(who: string, step: string, seed: number): Job['judge'] {
  return (checks) => {
    const own = checks.filter(({ live, status }) => !live || status === 'error');
    if (checks.length > 0 && own.every(({ status }) => status === 'pass')) return undefined;
    return `${who} should pass step ${step} (seed ${seed}): ${said(own)}`;
  };
}

/** Passes when a check fails with the message. An error is no verdict about the code, so it is never enough. */
function mustFail(who: string, step: string, message: string): Job['judge'] {
  return (checks) => {
    const isKilled = checks.some(({ status, message: text }) => status === 'fail' && text.includes(message));
    if (isKilled && !checks.some(({ status }) => status === 'error')) return undefined;
    return `${who} should fail step ${step} with "${message}": ${said(checks)}`;
  };
}

/** All that has to be run for a proof in one language. */
export function jobsOf(lab: Lab, language: Language, facts: { shape: Shape; options: JobOptions }): Job[] {
  const { shape, options } = facts;
  const { firstSeed } = options;
  const ids = lab.steps.map(({ id }) => id);
  const base = { seed: firstSeed, isLive: false };
  const passing = (part: ProofPart, variant: Variant, step: string): Job => ({
    ...base,
    part,
    variant,
    step,
    judge: mustPass(variant.name, step, firstSeed),
  });
  const jobs: Job[] = [];
  for (const mutant of shape.mutants.filter((one) => isIn(language, one))) {
    const variant = mutantOf(lab, language, mutant);
    const { step, message, name } = mutant;
    jobs.push({
      ...base,
      part: 'mutants',
      variant,
      step,
      judge: mustFail(variant.name, step, message),
      kills: name,
    });
    // It is wrong at its own step only: a mutant that breaks everything proves nothing about that step's checks.
    const before = options.isShort ? [] : ids.slice(0, ids.indexOf(step));
    for (const earlier of before) jobs.push(passing('mutants', variant, earlier));
  }
  const starter = starterOf(lab, language);
  const solution = solutionOf(lab, language);
  for (const step of ids) {
    const judge = mustFail(starter.name, step, lab.starterFails(step, language));
    jobs.push({ ...base, part: 'starter', variant: starter, step, judge });
    for (let seed = firstSeed; seed < firstSeed + options.seeds; seed += 1) {
      const judge = mustPass(solution.name, step, seed);
      jobs.push({ part: 'solution', variant: solution, step, seed, isLive: true, judge });
    }
  }
  for (const one of shape.alternatives.filter((alternative) => isIn(language, alternative))) {
    const variant = alternativeOf(lab, language, one);
    jobs.push(...ids.map((step) => passing('alternatives', variant, step)));
  }
  return jobs.filter(({ part }) => options.only === null || part === options.only);
}
