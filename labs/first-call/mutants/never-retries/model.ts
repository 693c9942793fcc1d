import Anthropic from '@anthropic-ai/sdk';
import { config } from './config.ts';

const client = new Anthropic({ timeout: config.modelTimeoutMs, maxRetries: 0 });

/** Starts a summary. The SDK repeats a call that was refused with 429 or 529, twice at most. */
export function openSummary(text: string, signal: AbortSignal) {
  return client.messages.stream(
    {
      model: config.model,
      max_tokens: 200,
      system: 'Summarize the text in one sentence.',
      messages: [{ role: 'user', content: text }],
    },
    { signal },
  );
}
