import type { Extraction, Invalid, Valid } from './types.ts';

/** Step 1: asks the model for a draft, an object of words and nulls that fits a schema. */
export async function draft({ text }: { text: string }): Promise<unknown> {
  throw new Error('Not written yet: draft.');
}

/** Step 2: turns a draft into a record, or into everything that is wrong with it. */
export function toRecord({ draft }: { draft: unknown }): Valid | Invalid {
  throw new Error('Not written yet: toRecord.');
}

/** Steps 3 to 6: the whole way from a report to a record. */
export async function extract({ text }: { text: string }): Promise<Extraction> {
  throw new Error('Not written yet: extract.');
}

/** Step 7: turns a stored record of any version into one of the newest. */
export function migrate({ record }: { record: unknown }): unknown {
  throw new Error('Not written yet: migrate.');
}
