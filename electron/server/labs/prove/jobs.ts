import type { CheckResult } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { Check } from '../checks.ts';
import type { Lab } from '../lab.ts';
import { isIn, type Mutant, type Shape } from './shape.ts';
import { alternativeOf, mutantOf, solutionOf, starterOf, type Variant } from './variant.ts';

/** The parts of a proof. */
export const PROOF_PARTS = ['starter', 'solution', 'live', 'alternatives', 'mutants'] as const;
export type ProofPart = (typeof PROOF_PARTS)[number];

/** One step of one variant with one seed, and what has to come out. */
export interface StepJob {
  part: ProofPart;
  variant: Variant;
  step: string;
  seed: number;
  /** Only the live checks: how the solution does with a model. */
  isLive?: boolean;
  /** @returns what does not hold, or undefined */
  judge(checks: readonly CheckResult[]): string | undefined;
  /** The mutant that this job has to kill. */
  kills?: Mutant;
}

/** One scripted check of the solution with all seeds. */
export interface SeedsJob {
  part: 'solution';
  variant: Variant;
  step: string;
  check: Check;
}

export type Job = StepJob | SeedsJob;

interface JobOptions {
  seeds: number;
  firstSeed: number;
  only: ProofPart | null;
  /** Runs mutants at their own step only: most of a proof's time goes into the steps before it. */
  isShort?: boolean | undefined;
  /** The checks of each step. */
  checks: ReadonlyMap<string, readonly Check[]>;
  /** Whether a model is there for the live checks. */
  hasModel: boolean;
}

/** The first verdict that is no pass, in one line: it is what an author needs to go on. */
export function said(checks: readonly CheckResult[]): string {
  const first = checks.find(({ status }) => status !== 'pass');
  if (!first) return 'every check passed';
  const values = first.expected === undefined ? '' : ` expected ${first.expected}, got ${first.actual}`;
  return `${first.id} (${first.status}): ${first.message}${values}`.replaceAll('\n', ' ').slice(0, 600);
}

/** Passes when every check does. */
export function mustPass(who: string, step: string, seed: number): StepJob['judge'] {
  return (checks) => {
    if (checks.length > 0 && checks.every(({ status }) => status === 'pass')) return undefined;
    return `${who} should pass step ${step} (seed ${seed}): ${said(checks)}`;
  };
}

/** A live check is counted instead: how well a model answers is a rate. An outage is no answer. */
function mustAnswer(step: string, seed: number): StepJob['judge'] {
  return (checks) => {
    const errors = checks.filter(({ status }) => status === 'error');
    return errors.length === 0
      ? undefined
      : `The solution should get answers in step ${step} (seed ${seed}): ${said(errors)}`;
  };
}

/** Passes when a check fails with the message. An error is no verdict about the code, so it is never enough. */
function mustFail(who: string, step: string, message: string): StepJob['judge'] {
  return (checks) => {
    const isKilled = checks.some(({ status, message: text }) => status === 'fail' && text.includes(message));
    if (isKilled && !checks.some(({ status }) => status === 'error')) return undefined;
    return `${who} should fail step ${step} with "${message}": ${said(checks)}`;
  };
}

/** All that has to be run for a proof in one language. */
export function jobsOf(lab: Lab, language: Language, facts: { shape: Shape; options: JobOptions }): Job[] {
  const { shape, options } = facts;
  const { firstSeed: seed } = options;
  const ids = lab.steps.map(({ id }) => id);
  const passing = (part: ProofPart, variant: Variant, step: string): StepJob => {
    return { part, variant, step, seed, judge: mustPass(variant.name, step, seed) };
  };
  // First the long ones, which wait much: the short ones fill the time.
  const jobs: Job[] = solutionJobs(lab, language, options);
  for (const mutant of shape.mutants.filter((one) => isIn(language, one))) {
    const variant = mutantOf(lab, language, mutant);
    const { step, message } = mutant;
    const judge = mustFail(variant.name, step, message);
    jobs.push({ part: 'mutants', variant, step, seed, judge, kills: mutant });
    // It is wrong at its own step only: a mutant that breaks everything proves nothing about that step's checks.
    const before = options.isShort ? [] : ids.slice(0, ids.indexOf(step));
    for (const earlier of before) jobs.push(passing('mutants', variant, earlier));
  }
  const starter = starterOf(lab, language);
  for (const step of ids) {
    const judge = mustFail(starter.name, step, lab.starterFails(step, language));
    jobs.push({ part: 'starter', variant: starter, step, seed, judge });
  }
  for (const one of shape.alternatives.filter((alternative) => isIn(language, alternative))) {
    const variant = alternativeOf(lab, language, one);
    jobs.push(...ids.map((step) => passing('alternatives', variant, step)));
  }
  return jobs.filter(({ part }) => options.only === null || part === options.only);
}

function solutionJobs(lab: Lab, language: Language, options: JobOptions): Job[] {
  const { checks, firstSeed, seeds, hasModel } = options;
  const variant = solutionOf(lab, language);
  const part = 'solution';
  const jobs: Job[] = [];
  for (const { id: step } of lab.steps) {
    for (const check of checks.get(step)!) if (!check.live) jobs.push({ part, variant, step, check });
  }
  if (!hasModel) return jobs;
  for (const { id: step } of lab.steps) {
    for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1)
      jobs.push({ part: 'live', variant, step, seed, isLive: true, judge: mustAnswer(step, seed) });
  }
  return jobs;
}
