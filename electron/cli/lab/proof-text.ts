import type { Proof } from '../../server/labs/prove/prove.ts';
import type { DataProblem } from '../../server/yaml-problems.ts';

/** A proof in one line, and a line for each thing that does not hold. */
export function proofLines({ lab, language, ...proof }: Proof): string[] {
  const mark = proof.problems.length === 0 ? 'ok  ' : 'FAIL';
  const facts = [
    `${mark} ${lab} (${language}): ${proof.steps} steps, ${proof.checks} checks run`,
    `solution ${proof.solutionSeeds} seeds`,
    `alternatives ${proof.alternatives}`,
    `mutants ${proof.mutantsKilled}/${proof.mutants}`,
    ...(proof.live ? [`${proof.live.model} ${proof.live.passed}/${proof.live.trials}`] : []),
    `${proof.seconds.toFixed(1)} s`,
  ];
  return [facts.join(', '), ...proof.problems.map((problem) => `     ${problem}`)];
}

export const problemLine = ({ file, line, column, field, message }: DataProblem): string =>
  `FAIL ${file}:${line}:${column} ${field}: ${message}`;
