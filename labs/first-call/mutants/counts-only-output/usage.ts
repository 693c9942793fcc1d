import type Anthropic from '@anthropic-ai/sdk';
import { config } from './config.ts';

const MILLION = 1_000_000;

/** What a call used. `costUsd` is null for a model whose price is unknown. */
export function usageOf(usage: Anthropic.Usage) {
  const inputTokens =
    usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0);
  const outputTokens = usage.output_tokens;
  const price = config.prices[config.model];
  const costUsd = price ? (inputTokens * price.input + outputTokens * price.output) / MILLION : null;
  return { inputTokens: outputTokens, outputTokens, costUsd };
}
