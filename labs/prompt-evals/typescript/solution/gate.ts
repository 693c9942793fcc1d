import { comparison } from './compare.ts';
import { readJson, UsageError, writeText } from './files.ts';
import { toJUnit } from './junit.ts';
import { summarize } from './stats.ts';
import type { Outcome, ResultsFile } from './types.ts';

/** With more errors than this share, a run says too little about the prompt. */
const MOST_ERRORS = 0.05;

export interface GateOptions {
  results: string;
  min: string;
  base: string | undefined;
  junit: string | undefined;
}

/** Says whether a run is good enough to merge, with exit code 0 or 1. */
export async function gate({ junit, base, ...options }: GateOptions): Promise<Outcome> {
  const min = share(options.min);
  const file = readJson<ResultsFile>(options.results);
  if (junit) writeText(junit, toJUnit(file));
  if (file.results.length === 0)
    return { report: { pass: false, reasons: ['There are no results.'] }, exitCode: 1 };

  // Counted from the results: what a file says about itself can be stale.
  const { total, errors, passRate, low, high } = summarize(file.results);
  const reasons: string[] = [];
  if (passRate < min) reasons.push(`The pass rate is ${passRate.toFixed(3)}; it has to be ${min}.`);
  if (errors / total > MOST_ERRORS) reasons.push(`${errors} of ${total} cases ended in an error.`);
  if (base) {
    const { verdict, pValue, regressions } = comparison(readJson(base), file);
    if (verdict === 'worse') reasons.push(`It is worse than the base (p = ${pValue.toFixed(3)}).`);
    reasons.push(...regressions.map((queue) => `The queue ${queue} got worse.`));
  }
  const pass = reasons.length === 0;
  return { report: { pass, reasons, total, errors, passRate, low, high }, exitCode: pass ? 0 : 1 };
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new UsageError(`--min is a number from 0 to 1, not "${text}".`);
}
