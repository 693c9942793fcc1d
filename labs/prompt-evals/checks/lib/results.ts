import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { wilson, type Result } from './runs.ts';
import { queueNames, ticketWriter } from './tickets.ts';

export type Status = Result['status'];

/** What became of a case in two runs. */
export interface Pair {
  id: string;
  text: string;
  queue: string;
  before: Status;
  after: Status;
}

export interface Change {
  kept: number;
  fixed?: number;
  broken?: number;
  lost?: number;
}

/** Pairs for each queue: `kept` passed both times, `fixed`, `broken`, and `lost` failed both times. */
export function makePairs(
  t: CheckTools,
  changes: readonly Change[],
  queues = queueNames(t, changes.length),
): Pair[] {
  const write = ticketWriter(t);
  const pairs = changes.flatMap(({ kept, fixed = 0, broken = 0, lost = 0 }, kind) => {
    const of = (count: number, before: Status, after: Status): Omit<Pair, 'id'>[] =>
      Array.from({ length: count }, () => ({ text: write(kind), queue: queues[kind]!, before, after }));
    return [
      ...of(kept, 'pass', 'pass'),
      ...of(fixed, 'fail', 'pass'),
      ...of(broken, 'pass', 'fail'),
      ...of(lost, 'fail', 'fail'),
    ];
  });
  return t.random.shuffle(pairs).map((pair, i) => ({ id: `T-${i + 1}`, ...pair }));
}

const OTHER = 'some other answer';

export function makeResult({ id, text, queue }: Pick<Pair, 'id' | 'text' | 'queue'>, status: Status): Result {
  const base = { id, text, queue, status };
  if (status === 'pass') return { ...base, answer: queue, grader: null, reason: null };
  if (status === 'error') return { ...base, answer: null, grader: null, reason: 'APIError: 529 overloaded' };
  return { ...base, answer: OTHER, grader: 'exact', reason: `expected ${queue}, got ${OTHER}` };
}

export const before = (pairs: readonly Pair[]): Result[] =>
  pairs.map((pair) => makeResult(pair, pair.before));
export const after = (pairs: readonly Pair[]): Result[] => pairs.map((pair) => makeResult(pair, pair.after));

/** Writes results as `run` does. */
export function writeResults(t: CheckTools, name: string, results: readonly Result[]): string {
  const count = (status: Status, of = results): number => of.filter((one) => one.status === status).length;
  const total = results.length;
  const passed = count('pass');
  const [low, high] = total > 0 ? wilson(passed, total) : [0, 1];
  const queues = Object.fromEntries(
    Object.entries(Object.groupBy(results, ({ queue }) => queue)).map(([queue, own = []]) => [
      queue,
      { total: own.length, passed: count('pass', own) },
    ]),
  );
  const summary = {
    total,
    passed,
    failed: count('fail'),
    errors: count('error'),
    passRate: total > 0 ? passed / total : 0,
    low,
    high,
    queues,
  };
  const file = { name, model: 'a-model', split: 'dev', skipped: [], results, summary };
  return t.files.write(`${name}.json`, JSON.stringify(file, null, 2));
}

/** The exact McNemar test, two-sided. */
export function mcnemar(fixed: number, broken: number): number {
  const n = fixed + broken;
  const choose = (k: number): number => (k === 0 ? 1 : (choose(k - 1) * (n - k + 1)) / k);
  let tail = 0;
  for (let k = 0; k <= Math.min(fixed, broken); k += 1) tail += choose(k) * 0.5 ** n;
  return Math.min(1, 2 * tail);
}
