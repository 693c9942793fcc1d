import { ask } from './ask.ts';
import { config } from './config.ts';
import { readJson, UsageError, writeJson } from './files.ts';
import { grade } from './graders.ts';
import { mapPool } from './pool.ts';
import { readPrompt, requestFor, type Prompt } from './prompts.ts';
import { summarize } from './stats.ts';
import { textKey } from './text-key.ts';
import type { Case, Outcome, Result, Split } from './types.ts';

export interface RunOptions {
  prompt: string;
  cases: string;
  out: string;
  split: Split;
  concurrency: number;
  cache: string | undefined;
}

/** Asks the model about every case of one split, grades the answers and writes the results. */
export async function run({ out, split, concurrency, cache, ...files }: RunOptions): Promise<Outcome> {
  const prompt = readPrompt(files.prompt);
  const { cases } = readJson<{ cases: Case[] }>(files.cases);
  const shown = new Set(prompt.examples.map(({ text }) => textKey(text)));
  const isShown = ({ text }: Case): boolean => shown.has(textKey(text));
  refuseLeaks(cases.filter((one) => one.split === 'holdout' && isShown(one)));

  const own = cases.filter((one) => one.split === split);
  const asked = own.filter((one) => !isShown(one));
  if (asked.length === 0) throw new UsageError(`${files.cases} has no ${split} cases to run.`);
  const results = await mapPool(asked, concurrency, (one) => evaluate(prompt, one, cache));

  const summary = summarize(results);
  const skipped = own.filter(isShown).map(({ id }) => id);
  writeJson(out, { name: prompt.name, model: config.model, split, skipped, results, summary });
  return { report: summary };
}

function refuseLeaks(leaks: readonly Case[]): void {
  if (leaks.length === 0) return;
  const ids = leaks.map(({ id }) => id).join(', ');
  throw new UsageError(`The prompt shows hold-out cases as examples: ${ids}. Take examples from dev.`);
}

async function evaluate(prompt: Prompt, { id, text, queue }: Case, cache?: string): Promise<Result> {
  try {
    const answer = await ask(requestFor(prompt, text), cache);
    return { id, text, queue, answer, ...grade(prompt, queue, answer) };
  } catch (error) {
    return { id, text, queue, answer: null, status: 'error', grader: null, reason: String(error) };
  }
}
