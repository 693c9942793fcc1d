import type { Outcome } from './types.ts';

/** Makes the labelled cases from an export of tickets. */
export async function build({ tickets, out }: { tickets: string; out: string }): Promise<Outcome> {
  throw new Error('Not written yet: build');
}
