import type { Outcome, Split } from './types.ts';

export interface RunOptions {
  prompt: string;
  cases: string;
  out: string;
  split: Split;
  concurrency: number;
  cache: string | undefined;
}

/** Asks the model about every case of one split, grades the answers and writes the results. */
export async function run(options: RunOptions): Promise<Outcome> {
  throw new Error('Not written yet: run');
}
