import type { Outcome } from './types.ts';

export interface GateOptions {
  results: string;
  min: string;
  base: string | undefined;
  junit: string | undefined;
}

/** Says whether a run is good enough to merge, with exit code 0 or 1. */
export async function gate(options: GateOptions): Promise<Outcome> {
  throw new Error('Not written yet: gate');
}
