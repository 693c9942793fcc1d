import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import type { FaultStep } from '../../../../electron/server/gateway/types.ts';
import { expectNumber, named, report, written, type Json, type Wanted } from './cli.ts';
import { queueNames, tickets, type Case } from './tickets.ts';
import { lastWords } from './wire.ts';

export interface Prompt {
  name: string;
  system: string;
  queues: string[];
  answer: 'label' | 'json';
  examples: { text: string; queue: string }[];
}

export interface Result {
  id: string;
  text: string;
  queue: string;
  answer: string | null;
  status: 'pass' | 'fail' | 'error';
  grader: string | null;
  reason: string | null;
}

export interface Ran {
  args: string[];
  said: Json;
  file: Json;
  results: Result[];
  /** The result of a case, by its id. */
  of(id: string): Result;
}

export function makePrompt(queues: string[], more: Partial<Prompt> = {}): Prompt {
  const system = `You are a classifier. Reply with one label only. ${queues.join(', ')}`;
  return { name: 'v1', system, queues, answer: 'label', examples: [], ...more };
}

/** A few queues and cases for them: `dev` and `holdout` of each. */
export function makeCases(
  t: CheckTools,
  { dev, holdout = 2, queues = queueNames(t, 3) }: { dev: number; holdout?: number; queues?: string[] },
) {
  const left = new Map(queues.map((queue) => [queue, holdout]));
  const cases = tickets(t, queues, dev + holdout).map((ticket): Case => {
    const count = left.get(ticket.queue)!;
    left.set(ticket.queue, count - 1);
    return { ...ticket, split: count > 0 ? 'holdout' : 'dev' };
  });
  const mixed = t.random.shuffle(cases);
  return { queues, cases: mixed, dev: mixed.filter(({ split }) => split === 'dev') };
}

export type Answerer = (one: Case, time: number) => FaultStep | Promise<FaultStep>;

/** Answers each call by the case that it is about. `time` counts the calls for that case from 1. */
export function answerCases(t: CheckTools, cases: readonly Case[], answer: Answerer): void {
  const times = new Map<string, number>();
  t.reply(({ messages }) => {
    const one = caseIn(messages.at(-1), cases);
    // A call about no case is found by the checks of what was sent.
    if (!one) return { kind: 'answer', text: 'none' };
    const time = (times.get(one.id) ?? 0) + 1;
    times.set(one.id, time);
    return answer(one, time);
  });
}

export const caseIn = (message: unknown, cases: readonly Case[]): Case | undefined =>
  cases.find(({ text }) => lastWords(message).includes(text));

/** The ids of the cases that the model was asked about, call by call. */
export function asked(t: CheckTools, cases: readonly Case[]): string[] {
  return t.gateway.messages().map(({ body }) => {
    const { messages = [] } = (body ?? {}) as { messages?: unknown[] };
    return caseIn(messages.at(-1), cases)?.id ?? 'no case';
  });
}

/**
 * How many cases the model was asked about, from the call with that number on. Calls that a busy machine made a client
 * repeat count once.
 */
export const askedSince = (t: CheckTools, cases: readonly Case[], from: number): number =>
  new Set(asked(t, cases).slice(from)).size;

export const saying = (text: string): FaultStep => ({ kind: 'answer', text });

export interface RunFiles {
  prompt: Prompt;
  cases: readonly Case[];
  out?: string;
  flags?: readonly string[];
}

export function runArgs(t: CheckTools, { prompt, cases, out = 'results', flags = [] }: RunFiles): string[] {
  return [
    'run',
    '--prompt',
    t.files.write(`${out}-prompt.json`, JSON.stringify(prompt)),
    '--cases',
    t.files.write(`${out}-cases.json`, JSON.stringify({ cases })),
    '--out',
    `${t.files.folder}/${out}.json`,
    ...flags,
  ];
}

/** Runs `run` to its end and reads what it wrote. */
export async function run(t: CheckTools, files: RunFiles, wanted: Wanted = {}): Promise<Ran> {
  const args = runArgs(t, files);
  const said = await report(t, args, wanted);
  return readRun(t, { args, said, name: files.out ?? 'results' });
}

export function readRun(
  t: CheckTools,
  { args, said, name }: { args: string[]; said: Json; name: string },
): Ran {
  const file = written(t, `${name}.json`, args);
  const { results } = file as { results?: Result[] };
  t.expect.that(Array.isArray(results), {
    message: `The file that ${named(t, args)} writes should have the list "results".`,
    actual: file,
  });
  const of = (id: string): Result => {
    const found = results!.filter((one) => one.id === id);
    t.expect.that(found.length === 1, {
      message: `The results of ${named(t, args)} should have each case once, the failed ones and the errors too.`,
      expected: `one result for ${id}`,
      actual: `${found.length} results for ${id}`,
    });
    return found[0]!;
  };
  return { args, said, file, results: results!, of };
}

/** The Wilson interval, 95 %. */
export function wilson(passed: number, total: number): [low: number, high: number] {
  const z = 1.96;
  const share = passed / total;
  const middle = share + z ** 2 / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  const scale = 1 + z ** 2 / total;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

/** The counts of a report, the pass rate and its interval. */
export function expectSummary(
  t: CheckTools,
  said: Json,
  { passed, failed, errors }: { passed: number; failed: number; errors: number },
): void {
  const total = passed + failed + errors;
  for (const [key, value] of Object.entries({ total, passed, failed, errors }))
    t.expect.equal(
      said[key],
      value,
      `The report should count ${total} cases: ${passed} passed, ${failed} failed, ${errors} errors; "${key}" is wrong.`,
    );
  const why = errors > 0 ? ' Errors are in the total: a case without an answer did not pass.' : '';
  expectNumber(t, said['passRate'], {
    value: passed / total,
    message: `"passRate" should be passed / total.${why}`,
  });
  const [low, high] = wilson(passed, total);
  const interval = `The Wilson interval of ${passed} in ${total} goes from ${low.toFixed(3)} to ${high.toFixed(3)}`;
  expectNumber(t, said['low'], { value: low, message: `${interval}; "low" is wrong.` });
  expectNumber(t, said['high'], { value: high, message: `${interval}; "high" is wrong.` });
}

/** The verdict about one case. */
export function expectResult(t: CheckTools, result: Result, wanted: Partial<Result> & { why: string }): void {
  const { why, ...shape } = wanted;
  t.expect.match(result, shape, `The result of ${result.id} is wrong: ${why}`);
}

/** Cases to show in a prompt: of each queue `each`, as different from each other as there are. */
export function pickExamples(t: CheckTools, dev: readonly Case[], each: number): Prompt['examples'] {
  const byQueue = Object.values(Object.groupBy(dev, ({ queue }) => queue));
  const picked = byQueue.flatMap((own = []) => {
    // The first two words tell the kinds of tickets apart.
    const kinds = Object.groupBy(own, ({ text }) => text.split(' ', 2).join(' '));
    const firsts = Object.values(kinds).flatMap(([first] = []) => first ?? []);
    return [...firsts, ...own.filter((one) => !firsts.includes(one))].slice(0, each);
  });
  return t.random.shuffle(picked).map(({ text, queue }) => ({ text, queue }));
}
