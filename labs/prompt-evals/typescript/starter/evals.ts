import { parseArgs } from 'node:util';
import { UsageError } from './files.ts';
import type { Outcome } from './types.ts';

const COMMANDS: Record<string, (options: Options) => Promise<Outcome>> = {
  build: async (o) =>
    (await import('./build.ts')).build({ tickets: need(o, 'tickets'), out: need(o, 'out') }),
  run: async (o) =>
    (await import('./run.ts')).run({
      prompt: need(o, 'prompt'),
      cases: need(o, 'cases'),
      out: need(o, 'out'),
      split: oneOf(o.split ?? 'dev', ['dev', 'holdout']),
      concurrency: wholeNumber(o.concurrency ?? '4'),
      cache: o.cache,
    }),
  compare: async (o) =>
    (await import('./compare.ts')).compare({ base: need(o, 'base'), candidate: need(o, 'candidate') }),
  calibrate: async (o) =>
    (await import('./judge.ts')).calibrate({
      judge: need(o, 'judge'),
      labels: need(o, 'labels'),
      out: need(o, 'out'),
    }),
  judge: async (o) =>
    (await import('./judge.ts')).judge({
      judge: need(o, 'judge'),
      calibration: need(o, 'calibration'),
      answers: need(o, 'answers'),
      out: need(o, 'out'),
    }),
  gate: async (o) =>
    (await import('./gate.ts')).gate({
      results: need(o, 'results'),
      min: need(o, 'min'),
      base: o.base,
      junit: o.junit,
    }),
};

const FLAGS = [
  'tickets',
  'out',
  'prompt',
  'cases',
  'split',
  'concurrency',
  'cache',
  'base',
  'candidate',
  'judge',
  'labels',
  'calibration',
  'answers',
  'results',
  'min',
  'junit',
] as const;

type Options = Record<string, string | undefined>;

function need(options: Options, name: string): string {
  const value = options[name];
  if (!value) throw new UsageError(`Say --${name}.`);
  return value;
}

function oneOf<T extends string>(value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (!found) throw new UsageError(`"${value}" is none of ${allowed.join(', ')}.`);
  return found;
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new UsageError(`"${value}" is no whole number above 0.`);
  return Number(value);
}

/** Does what the arguments say. @returns the exit code: 0 good, 1 not good enough, 2 it could not be done */
async function main(args: string[]): Promise<number> {
  try {
    const options = Object.fromEntries(FLAGS.map((name) => [name, { type: 'string' as const }]));
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const command = COMMANDS[positionals[0] ?? ''];
    if (!command) throw new UsageError(`Say one of: ${Object.keys(COMMANDS).join(', ')}.`);
    const { report, exitCode = 0 } = await command(values as Options);
    console.log(JSON.stringify(report, null, 2));
    return exitCode;
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : error);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
