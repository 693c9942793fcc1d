import { asArray, asNumber, asObject, asString, type JsonObject } from '../json.ts';
import { readUsage } from '../message.ts';

/** `stop_reason` in OpenAI's words. Anything new counts as a normal end. */
const FINISH: Readonly<Record<string, string>> = {
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

export function finishOf(stopReason: unknown): string {
  return FINISH[asString(stopReason) ?? ''] ?? 'stop';
}

/** A message's usage in OpenAI's words: cached tokens count among the prompt's. */
export function chatUsage(usage: unknown): JsonObject {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = readUsage(usage);
  const prompt = (inputTokens ?? 0) + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
  const completion = outputTokens ?? 0;
  const thinking = asNumber(asObject(asObject(usage).output_tokens_details).thinking_tokens) ?? 0;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cacheReadTokens ?? 0, cache_write_tokens: cacheWriteTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: thinking },
  };
}

/** The id of a completion, made from the message's. */
export const completionId = (messageId: unknown): string =>
  `chatcmpl-${(asString(messageId) ?? '').replace(/^msg_/, '')}`;

/**
 * A message as a chat completion. Thinking comes as `reasoning_content`, as the servers do that show it at all.
 * @param created seconds since 1970
 */
export function completionOf(message: JsonObject, created: number): JsonObject {
  const blocks = asArray(message.content).map(asObject);
  const joined = (type: string, field: string): string =>
    blocks
      .filter((block) => block.type === type)
      .map((block) => asString(block[field]) ?? '')
      .join('');
  const text = joined('text', 'text');
  const thinking = joined('thinking', 'thinking');
  const calls = blocks
    .filter((block) => block.type === 'tool_use')
    .map(({ id, name, input }) => ({
      id,
      type: 'function',
      function: { name, arguments: JSON.stringify(input ?? {}) },
    }));
  const isRefusal = message.stop_reason === 'refusal';
  const refusal = isRefusal
    ? (asString(asObject(message.stop_details).explanation) ?? (text || 'Refused.'))
    : null;
  return {
    id: completionId(message.id),
    object: 'chat.completion',
    created,
    model: message.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text || null,
          refusal,
          ...(thinking ? { reasoning_content: thinking } : {}),
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
        logprobs: null,
        finish_reason: finishOf(message.stop_reason),
      },
    ],
    usage: chatUsage(message.usage),
  };
}
