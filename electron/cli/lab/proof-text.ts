import type { Proof } from '../../server/labs/prove/proof.ts';
import type { DataProblem } from '../../server/yaml-problems.ts';

const NOT_RUN = 'not run';
/** No step of the lab asks a model. */
const NOT_NEEDED = 'needs none';

/** The figures of a proof by the column that they stand in. */
function figures(proof: Proof): [column: string, value: string][] {
  const { parts, live, isLive } = proof;
  const has = (part: Proof['parts'][number]): boolean => parts.includes(part);
  const of = (part: Proof['parts'][number], good: number, all: number): string =>
    has(part) ? `${good}/${all}` : NOT_RUN;
  return [
    ['steps', String(proof.steps)],
    ['checks run', String(proof.checks)],
    ['solution: seeds', of('solution', proof.solutionPassed, proof.solutionSeeds)],
    ['alternatives', of('alternatives', proof.alternativesPassed, proof.alternatives)],
    ['mutants killed', of('mutants', proof.mutantsKilled, proof.mutants)],
    ['with a model', live ? `${live.passed}/${live.trials} ${live.model}` : isLive ? NOT_RUN : NOT_NEEDED],
    ['seconds', proof.seconds.toFixed(1)],
  ];
}

const mark = ({ problems }: Proof): string => (problems.length === 0 ? 'ok  ' : 'FAIL');

const problemsOf = (proof: Proof): string[] => proof.problems.map((problem) => `     ${problem}`);

/** A proof in one line, and a line for each thing that does not hold. */
export function proofLines(proof: Proof): string[] {
  const facts = figures(proof).map(([column, value]) => `${column} ${value}`);
  return [`${mark(proof)} ${proof.lab} (${proof.language}): ${facts.join(', ')}`, ...problemsOf(proof)];
}

/** How the seeds were run. */
function seedLine(proofs: readonly Proof[]): string {
  const sum = (of: (proof: Proof) => number): number => proofs.reduce((all, proof) => all + of(proof), 0);
  return (
    `${sum((proof) => proof.unseeded)} checks take nothing from the seed and ran once with the solution. ` +
    `${sum((proof) => proof.sharedRuns)} runs used a program or a scratch folder that had passed the same check with another seed.`
  );
}

/** All proofs as a table, a line each, and under it what does not hold. */
export function proofTable(proofs: readonly Proof[]): string[] {
  if (proofs.length === 0) return [];
  const titles = figures(proofs[0]!).map(([column]) => column);
  const rows = proofs.map((proof) => [
    `${mark(proof)} ${proof.lab}`,
    proof.language,
    ...figures(proof).map(([, value]) => value),
  ]);
  const table = [['     lab', 'language', ...titles], ...rows];
  const widths = table[0]!.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  const lines = table.map((row) =>
    row
      // Names from the left, figures from the right.
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
  const broken = proofs.filter(({ problems }) => problems.length > 0);
  return [
    ...lines,
    ...(proofs.some(({ sharedRuns, unseeded }) => sharedRuns + unseeded > 0) ? [seedLine(proofs)] : []),
    ...broken.flatMap((proof) => [`${mark(proof)} ${proof.lab} (${proof.language})`, ...problemsOf(proof)]),
  ];
}

/** That a proof is there. */
export const progressLine = (proof: Proof): string =>
  `${mark(proof)} ${proof.lab} (${proof.language}), ${proof.seconds.toFixed(1)} s`;

export const problemLine = ({ file, line, column, field, message }: DataProblem): string =>
  `FAIL ${file}:${line}:${column} ${field}: ${message}`;
