import { expect, test } from 'vitest';
import { proofLines, proofTable } from '../../../electron/cli/lab/proof-text.ts';
import { PROOF_PARTS } from '../../../electron/server/labs/prove/jobs.ts';
import type { Proof } from '../../../electron/server/labs/prove/proof.ts';

const good: Proof = {
  lab: 'first-call',
  language: 'typescript',
  parts: PROOF_PARTS,
  steps: 5,
  checks: 1234,
  solutionSeeds: 20,
  solutionPassed: 20,
  unseeded: 1,
  sharedRuns: 300,
  alternatives: 2,
  alternativesPassed: 2,
  mutants: 18,
  mutantsKilled: 18,
  isLive: true,
  live: null,
  seconds: 61.26,
  problems: [],
};
const bad: Proof = {
  ...good,
  lab: 'rag',
  language: 'python',
  solutionPassed: 19,
  live: { passed: 39, trials: 40, model: 'builtin/cairn-practice' },
  problems: ['The solution should pass step index (seed 7): it does not'],
};

test('proofs are a table with a line each, and what does not hold under it', () => {
  expect(proofTable([good, bad])).toEqual([
    '     lab         language    steps  checks run  solution: seeds  alternatives  mutants killed                  with a model  seconds',
    'ok   first-call  typescript      5        1234            20/20           2/2           18/18                       not run     61.3',
    'FAIL rag         python          5        1234            19/20           2/2           18/18  39/40 builtin/cairn-practice     61.3',
    '2 checks take nothing from the seed and ran once with the solution. 600 runs used a program or a scratch folder that had passed the same check with another seed.',
    'FAIL rag (python)',
    '     The solution should pass step index (seed 7): it does not',
  ]);
});

test('a lab that asks no model needs none', () => {
  expect(proofLines({ ...good, isLive: false })[0]).toContain('with a model needs none');
});

test('a part that was left out is not counted as proved', () => {
  const [line] = proofLines({ ...good, parts: ['mutants'] });
  expect(line).toContain('solution: seeds not run, alternatives not run, mutants killed 18/18');
});
