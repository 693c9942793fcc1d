import type { Rate, Result, Summary } from './types.ts';

/** The z value of a 95 % interval. */
const Z = 1.96;

/** A pass rate with its Wilson interval. */
export function rate(passed: number, total: number): Rate {
  const share = passed / total;
  const scale = 1 + Z ** 2 / total;
  const middle = (share + Z ** 2 / (2 * total)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
  return { passed, passRate: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Counts results. An error is in the total: it is no pass. */
export function summarize(results: readonly Result[]): Summary {
  const count = (status: string, among = results): number =>
    among.filter((result) => result.status === status).length;
  const queues = Object.entries(Object.groupBy(results, ({ queue }) => queue)).map(
    ([queue, own = []]) => [queue, { total: own.length, passed: count('pass', own) }] as const,
  );
  return {
    total: results.length,
    failed: count('fail'),
    errors: count('error'),
    ...rate(count('pass'), results.length),
    queues: Object.fromEntries(queues),
  };
}

/** The exact McNemar test: how likely a split at least as uneven is, if both were equally good. */
export function pairedP(fixed: number, broken: number): number {
  const n = fixed + broken;
  let probability = 0.5 ** n;
  let tail = 0;
  for (let k = 0; k <= Math.min(fixed, broken); k += 1) {
    tail += probability;
    probability *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}
