import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { report, type Json } from './cli.ts';
import { after, before, makePairs, makeResult, writeResults, type Change } from './results.ts';
import type { Result } from './runs.ts';

/** A run with so many passes, fails and errors. */
export function makeRun(
  t: CheckTools,
  { pass, fail = 0, error = 0 }: { pass: number; fail?: number; error?: number },
): Result[] {
  const pairs = makePairs(t, [{ kept: pass, lost: fail + error }, { kept: 0 }]);
  let errors = error;
  return pairs.map((one) =>
    one.after === 'fail' && errors-- > 0 ? makeResult(one, 'error') : makeResult(one, one.after),
  );
}

/** The arguments of `gate` over a file of results. */
export const gateArgs = (file: string, min: number | string, more: readonly string[] = []): string[] => [
  'gate',
  '--results',
  file,
  '--min',
  String(min),
  ...more,
];

/** What the gate is to say, and why. */
export interface Verdict {
  pass: boolean;
  why: string;
  more?: readonly string[];
}

/** Runs the gate over results and holds its verdict against the wanted one. */
export async function gate(
  t: CheckTools,
  file: string,
  { min, pass, why, more = [] }: Verdict & { min: number },
): Promise<Json> {
  const said = await report(t, gateArgs(file, min, more), { exit: pass ? 0 : 1, why });
  t.expect.equal(said['pass'], pass, `"pass" should be ${pass}: ${why}.`);
  const reasons = Array.isArray(said['reasons']) ? said['reasons'].length : -1;
  t.expect.that(pass ? reasons === 0 : reasons > 0, {
    message: pass
      ? 'When the gate opens, "reasons" should be an empty list.'
      : 'When the gate stays shut, "reasons" should say why.',
    actual: said['reasons'],
  });
  return said;
}

/** The same over results that are not in a file yet. */
export const gateResults = (
  t: CheckTools,
  results: readonly Result[],
  wanted: Verdict & { min: number },
): Promise<Json> => gate(t, writeResults(t, 'results', results), wanted);

/** The gate against a base run, with a minimum that is no obstacle. */
export async function gateAgainst(
  t: CheckTools,
  changes: readonly Change[],
  verdict: Verdict,
): Promise<Json> {
  const pairs = makePairs(t, changes);
  const base = writeResults(t, 'base', before(pairs));
  return gateResults(t, after(pairs), { min: 0.1, ...verdict, more: ['--base', base] });
}
