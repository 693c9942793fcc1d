import type { CheckTools, CliOptions, CliResult } from '../../../../electron/server/labs/checks.ts';

export type Json = Record<string, unknown>;

/** Machines are slow at times; a command that takes longer hangs. */
const PATIENCE = { timeoutMs: 60_000 };

/** For commands that ask a real model about many cases. */
export const LIVE = { timeoutMs: 180_000 };

const program = ({ language }: CheckTools): string => (language === 'python' ? 'evals.py' : 'evals.ts');

/** How messages name a command. */
export const named = (t: CheckTools, args: readonly string[]): string => `\`${program(t)} ${args[0]}\``;

export interface Wanted extends CliOptions {
  exit?: 0 | 1 | 2;
  /** Why this exit code, as the end of a sentence. */
  why?: string;
}

/** Runs a command, holds its exit code against the wanted one (0) and gives what it printed. */
export async function command(
  t: CheckTools,
  args: readonly string[],
  { exit = 0, why, ...options }: Wanted = {},
): Promise<CliResult> {
  const result = await t.cli(args, { ...PATIENCE, ...options });
  if (result.exitCode === exit) return result;
  const reason = why === undefined ? '' : `: ${why}`;
  return fail(t, {
    message: `${named(t, args)} should exit with ${exit}${reason}. ${saidOf(t, result)}`,
    expected: `exit code ${exit}`,
    actual: `exit code ${result.exitCode}`,
  });
}

/** The report that a command printed. */
export async function report(t: CheckTools, args: readonly string[], wanted: Wanted = {}): Promise<Json> {
  const printed = (await command(t, args, wanted)).json();
  if (typeof printed === 'object' && printed !== null && !Array.isArray(printed)) return printed as Json;
  return fail(t, {
    message: `${named(t, args)} should print its report as one JSON object.`,
    actual: printed,
  });
}

/** A command that cannot be done: exit code 2, with words about it on stderr. */
export async function refused(t: CheckTools, args: readonly string[], wanted: Wanted): Promise<string> {
  const { stderr } = await command(t, args, { ...wanted, exit: 2 });
  t.expect.that(stderr.trim() !== '' && !/not written yet/i.test(stderr), {
    message: `${named(t, args)} should say on stderr why it refuses.`,
    actual: stderr,
  });
  return stderr;
}

function saidOf({ language }: CheckTools, { stderr, stdout }: CliResult): string {
  const lines = stderr.trim().split('\n');
  // Python ends with what went wrong, Node begins with it.
  const telling = (language === 'python' ? lines.slice(-2) : lines.slice(0, 2)).join(' ').trim();
  return telling === '' ? `It printed: ${stdout.trim().slice(-300)}` : `It said: ${telling.slice(0, 400)}`;
}

type Expectation = Exclude<Parameters<CheckTools['expect']['that']>[1], string>;

function fail(t: CheckTools, expectation: Expectation): never {
  t.expect.that(false, expectation);
  throw new Error('unreachable');
}

/** Reads a JSON file that a command wrote. */
export function written(t: CheckTools, file: string, args: readonly string[]): Json {
  const text = t.files.read(file);
  if (text === null) return fail(t, { message: `${named(t, args)} should write the file that --out names.` });
  try {
    return JSON.parse(text) as Json;
  } catch {
    return fail(t, { message: `${named(t, args)} should write JSON to --out.`, actual: text });
  }
}

const isClose = (a: unknown, b: number): boolean => typeof a === 'number' && Math.abs(a - b) < 0.0015;

/** Numbers are held to about three places. */
export function expectNumber(
  t: CheckTools,
  actual: unknown,
  wanted: { value: number; message: string },
): void {
  t.expect.that(isClose(actual, wanted.value), {
    message: wanted.message,
    expected: Number(wanted.value.toFixed(4)),
    actual,
  });
}
