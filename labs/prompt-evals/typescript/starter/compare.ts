import type { Outcome } from './types.ts';

/** Compares two runs, case by case. */
export async function compare(files: { base: string; candidate: string }): Promise<Outcome> {
  throw new Error('Not written yet: compare');
}
