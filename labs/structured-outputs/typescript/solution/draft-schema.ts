import { z } from 'zod';
import { severitiesOf } from './severities.ts';

const words = z.string().nullable();

/** What the model fills in: words as the report has them, or null. Code makes dates, minutes and money of them. */
const draftV1 = z.strictObject({
  service: words,
  date: words,
  severity: z.enum(Object.keys(severitiesOf(1))).nullable(),
  duration: words,
  cost: words,
});

const draftV2 = draftV1.extend({
  severity: z.enum(Object.keys(severitiesOf(2))).nullable(),
  ticket: words,
});

export function draftSchema(version: 1 | 2) {
  return version === 1 ? draftV1 : draftV2;
}

/** The field list is in the prompt too: a schema limits what a model can write, it does not tell it what to look for. */
export function instructions(version: 1 | 2): string {
  const fields = Object.keys(draftSchema(version).shape).map((key) => [key, 'string']);
  return `Extract this information as JSON. Use null for missing values. ${JSON.stringify(Object.fromEntries(fields))}`;
}
