import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { CheckResult } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { SharedGateway } from '../../gateway/types.ts';
import type { Lab } from '../lab.ts';
import { inPool } from '../pool.ts';
import { runStep } from '../run-steps.ts';
import { prepareAround } from '../workspace.ts';
import { overlay } from './overlay.ts';
import { checkShape, foldersIn, readMutants, type Mutant } from './shape.ts';

export interface ProveOptions {
  gateway: SharedGateway;
  packages: string;
  /** A folder for throw-away workspaces. */
  scratch: string;
  /** With how many seeds the solution has to pass. */
  seeds: number;
  firstSeed: number;
  /** `provider/model` for the live checks; null leaves them out. */
  model: string | null;
  /** Learner processes at a time. */
  parallel: number;
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
  seconds: number;
  problems: string[];
}

interface Job {
  folders: string[];
  step: string;
  seed: number;
  judge(checks: CheckResult[]): string | undefined;
  passed?: () => void;
}

/** The first verdict that is no pass, in one line: it is what an author needs to go on. */
function said(checks: readonly CheckResult[]): string {
  const first = checks.find(({ status }) => status !== 'pass');
  if (!first) return 'every check passed';
  const values = first.expected === undefined ? '' : ` expected ${first.expected}, got ${first.actual}`;
  return `${first.id} (${first.status}): ${first.message}${values}`.replaceAll('\n', ' ').slice(0, 600);
}

/** Passes when every check does. */
function mustPass(who: string, step: string, seed: number): Job['judge'] {
  return (checks) => {
    if (checks.length > 0 && checks.every(({ status }) => status === 'pass')) return undefined;
    return `${who} should pass step ${step} (seed ${seed}): ${said(checks)}`;
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

function jobsOf(
  lab: Lab,
  language: Language,
  facts: { mutants: Mutant[]; options: ProveOptions; proof: Proof },
): Job[] {
  const { mutants, options, proof } = facts;
  const solution = lab.solution(language);
  const { firstSeed } = options;
  const jobs: Job[] = [];
  for (const mutant of mutants) {
    jobs.push({
      folders: [solution, mutant.folder],
      step: mutant.step,
      seed: firstSeed,
      judge: mustFail(`The mutant ${mutant.name}`, mutant.step, mutant.message),
      passed: () => void (proof.mutantsKilled += 1),
    });
  }
  for (const { id, starterFails } of lab.steps) {
    jobs.push({
      folders: [lab.starter(language)],
      step: id,
      seed: firstSeed,
      judge: mustFail('The starter', id, starterFails),
    });
    for (let seed = firstSeed; seed < firstSeed + options.seeds; seed += 1) {
      jobs.push({ folders: [solution], step: id, seed, judge: mustPass('The solution', id, seed) });
    }
    for (const name of foldersIn(path.join(lab.folder, 'alternatives'))) {
      const folders = [solution, path.join(lab.folder, 'alternatives', name)];
      jobs.push({
        folders,
        step: id,
        seed: firstSeed,
        judge: mustPass(`The alternative ${name}`, id, firstSeed),
      });
    }
  }
  return jobs;
}

/**
 * Proves a lab: the starter fails every step for the stated reason, the solution and the alternatives pass, every
 * mutant dies at its step with its message, and the folder holds what it should.
 */
export async function proveLab(lab: Lab, language: Language, options: ProveOptions): Promise<Proof> {
  const startedAt = performance.now();
  const problems = await checkShape(lab);
  const mutants = readMutants(lab, problems);
  const proof: Proof = {
    lab: lab.manifest.id,
    language,
    steps: lab.steps.length,
    checks: 0,
    solutionSeeds: options.seeds,
    alternatives: foldersIn(path.join(lab.folder, 'alternatives')).length,
    mutantsKilled: 0,
    mutants: mutants.length,
    seconds: 0,
    problems,
  };
  const root = mkdtempSync(path.join(options.scratch, 'cairn-prove-'));
  try {
    prepareAround(root, options.packages);
    if (problems.length === 0) {
      await inPool(jobsOf(lab, language, { mutants, options, proof }), options.parallel, async (job) => {
        const workspace = overlay(root, job.folders);
        const { gateway, packages, model } = options;
        const bench = { gateway, packages, model, lab, language, workspace, seed: job.seed, parallel: 1 };
        const { checks } = await runStep(job.step, {
          ...bench,
          signal: new AbortController().signal,
          // A wanted failure is found as soon as it is there.
          isEnough: (check) => job.judge([check]) === undefined && check.status === 'fail',
        });
        proof.checks += checks.length;
        const problem = job.judge(checks);
        if (problem === undefined) job.passed?.();
        else problems.push(problem);
      });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { ...proof, seconds: (performance.now() - startedAt) / 1000 };
}
