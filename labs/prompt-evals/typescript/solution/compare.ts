import { readJson, UsageError } from './files.ts';
import { pairedP, rate } from './stats.ts';
import type { Outcome, Result, ResultsFile } from './types.ts';

const SIGNIFICANT = 0.05;
/** A queue that loses so many more cases than it gains is a regression. */
const LOST_CASES = 3;

interface Pair {
  id: string;
  queue: string;
  before: boolean;
  after: boolean;
}

/** Compares two runs, case by case. */
export async function compare(files: { base: string; candidate: string }): Promise<Outcome> {
  return { report: comparison(readJson(files.base), readJson(files.candidate)) };
}

export function comparison(base: ResultsFile, candidate: ResultsFile) {
  const pairs = pairUp(base.results, candidate.results);
  if (pairs.length === 0) throw new UsageError('The two runs have no case in common.');
  const all = new Set([...base.results, ...candidate.results].map(({ id }) => id));
  const total = changes(pairs);
  const pValue = pairedP(total.fixed.length, total.broken.length);
  const queues = Object.entries(Object.groupBy(pairs, ({ queue }) => queue)).map(
    ([queue, own = []]) => [queue, { cases: own.length, ...changes(own) }] as const,
  );
  return {
    cases: pairs.length,
    leftOut: all.size - pairs.length,
    base: rate(total.base, pairs.length),
    candidate: rate(total.candidate, pairs.length),
    difference: (total.candidate - total.base) / pairs.length,
    fixed: total.fixed,
    broken: total.broken,
    pValue,
    verdict: verdictOf(total.candidate - total.base, pValue),
    queues: Object.fromEntries(queues),
    regressions: queues
      .filter(([, { fixed, broken }]) => broken.length - fixed.length >= LOST_CASES)
      .map(([queue]) => queue),
  };
}

/** The cases that both runs answered. One whose text or label was changed is another case. */
function pairUp(base: readonly Result[], candidate: readonly Result[]): Pair[] {
  const before = new Map(base.map((result) => [result.id, result]));
  return candidate.flatMap((now) => {
    const then = before.get(now.id);
    if (then?.text !== now.text || then.queue !== now.queue) return [];
    if (then.status === 'error' || now.status === 'error') return [];
    const { id, queue } = now;
    return [{ id, queue, before: then.status === 'pass', after: now.status === 'pass' }];
  });
}

function changes(pairs: readonly Pair[]) {
  return {
    base: pairs.filter(({ before }) => before).length,
    candidate: pairs.filter(({ after }) => after).length,
    fixed: pairs.filter(({ before, after }) => !before && after).map(({ id }) => id),
    broken: pairs.filter(({ before, after }) => before && !after).map(({ id }) => id),
  };
}

function verdictOf(difference: number, pValue: number): 'better' | 'worse' | 'unclear' {
  if (pValue >= SIGNIFICANT) return 'unclear';
  return difference > 0 ? 'better' : 'worse';
}
