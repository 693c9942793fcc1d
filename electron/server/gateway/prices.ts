import table from './prices.json' with { type: 'json' };
import type { TokenUsage } from './message.ts';

/**
 * What a call cost in US dollars.
 * @param ref `provider/model`
 * @param usage token counts; the prompt that picks the tier is input plus cache reads and writes
 * @returns null when the price is not known: no entry, no counts, or cached tokens, whose rates the table lacks
 */
export function costUsd(ref: string, usage: TokenUsage): number | null {
  const entry = table.models.find((candidate) => candidate.model === ref);
  if (!entry || usage.inputTokens === null || usage.outputTokens === null) return null;
  if ((usage.cacheReadTokens ?? 0) > 0 || (usage.cacheWriteTokens ?? 0) > 0) return null;
  const prompt = usage.inputTokens;
  const tier = entry.tiers.find(
    ({ upToPromptTokens }) => upToPromptTokens === null || prompt <= upToPromptTokens,
  );
  return tier ? (prompt * tier.input + usage.outputTokens * tier.output) / 1_000_000 : null;
}

/** Whether a run with a cap on money can use the model: a cap on an unknown price caps nothing. */
export function hasPrice(ref: string): boolean {
  return table.models.some((candidate) => candidate.model === ref);
}
