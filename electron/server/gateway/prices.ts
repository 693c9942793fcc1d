import { z } from 'zod';
import type { TokenUsage } from './message.ts';
import table from './prices.json' with { type: 'json' };

const rate = z.number().nonnegative();
const tier = z.object({
  /** The longest prompt that the tier covers; null for the last one. */
  upToPromptTokens: z.int().positive().nullable(),
  input: rate,
  output: rate,
  /** Left out where they are not known: a call that uses them then has an unknown cost. */
  cacheRead: rate.optional(),
  cacheWrite5m: rate.optional(),
  cacheWrite1h: rate.optional(),
});
const entries = z.array(z.object({ model: z.string(), tiers: z.array(tier) })).parse(table.models);
const byModel = new Map(entries.map(({ model, tiers }) => [model, tiers]));

/**
 * What a call cost in US dollars.
 * @param ref `provider/model`
 * @param usage token counts; the prompt that picks the tier is input plus cache reads and writes
 * @returns null when the price is not known: no entry, no counts, or cached tokens whose rate the table lacks
 */
export function costUsd(ref: string, usage: TokenUsage): number | null {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  const read = usage.cacheReadTokens ?? 0;
  const written = usage.cacheWriteTokens ?? 0;
  // A server that does not say for how long it keeps what it wrote keeps it for the API's default of 5 minutes.
  const written1h = Math.min(usage.cacheWrite1hTokens ?? 0, written);
  const prompt = inputTokens + read + written;
  const rates = byModel
    .get(ref)
    ?.find(({ upToPromptTokens }) => upToPromptTokens === null || prompt <= upToPromptTokens);
  if (!rates) return null;
  const parts = [
    inputTokens * rates.input,
    outputTokens * rates.output,
    charge(read, rates.cacheRead),
    charge(written - written1h, rates.cacheWrite5m),
    charge(written1h, rates.cacheWrite1h),
  ];
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? known.reduce((a, b) => a + b, 0) / 1_000_000 : null;
}

/** Nothing costs nothing, also at an unknown rate. */
function charge(tokens: number, perMillion: number | undefined): number | null {
  if (tokens === 0) return 0;
  return perMillion === undefined ? null : tokens * perMillion;
}

/** Whether a run with a cap on money can use the model: a cap on an unknown price caps nothing. */
export function hasPrice(ref: string): boolean {
  return byModel.has(ref);
}
