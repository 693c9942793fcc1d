import { failure, type ApiFailure } from '../api-error.ts';
import { asArray, asNumber, asObject, asString, isObject, type JsonObject } from '../json.ts';
import { readUsage } from '../message.ts';
import { messageId, toolUseId } from '../message-writer.ts';

/** `finish_reason` in the words of the Messages API. */
const STOP: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  function_call: 'tool_use',
  content_filter: 'refusal',
};

export interface Ending {
  stop_reason: string;
  stop_sequence: string | null;
  stop_details?: JsonObject;
}

/**
 * How a choice ended. vLLM names the stop sequence that it met; others do not, and it then counts as a normal end.
 * Some servers say "stop" after a tool call.
 */
export function endingOf(choice: JsonObject, has: { tools: boolean; refusal: string | null }): Ending {
  const met = asString(choice.stop_reason);
  const told = STOP[asString(choice.finish_reason) ?? ''] ?? 'end_turn';
  if (has.refusal !== null || told === 'refusal') {
    const stop_details = { type: 'refusal', category: null, explanation: has.refusal };
    return { stop_reason: 'refusal', stop_sequence: null, stop_details };
  }
  if (told === 'end_turn' && has.tools) return { stop_reason: 'tool_use', stop_sequence: null };
  if (told === 'end_turn' && met !== null) return { stop_reason: 'stop_sequence', stop_sequence: met };
  return { stop_reason: told, stop_sequence: null };
}

/** A completion's usage in the words of the Messages API. Counts that did not come are left out. */
export function messageUsage(usage: unknown): JsonObject {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = readUsage(usage);
  const thinking = asNumber(asObject(asObject(usage).completion_tokens_details).reasoning_tokens);
  return {
    ...(inputTokens === null ? {} : { input_tokens: inputTokens }),
    ...(outputTokens === null ? {} : { output_tokens: outputTokens }),
    cache_read_input_tokens: cacheReadTokens ?? 0,
    cache_creation_input_tokens: cacheWriteTokens ?? 0,
    ...(thinking === null ? {} : { output_tokens_details: { thinking_tokens: thinking } }),
  };
}

/** What the servers that show their model's thinking call it. */
export const thinkingOf = (message: JsonObject): string | null =>
  asString(message.reasoning_content) ?? asString(message.reasoning);

/** A chat completion as a message; a failure when the server's answer is none, or its tool arguments no JSON. */
export function messageOf(completion: JsonObject, title: string): JsonObject | ApiFailure {
  const choice = asObject(asArray(completion.choices)[0]);
  if (!isObject(choice.message)) return failure(502, `${title} answered without a message.`);
  const { content, refusal, tool_calls: calls } = choice.message;
  const thinking = thinkingOf(choice.message);
  const tools: JsonObject[] = [];
  for (const call of asArray(calls).map(asObject)) {
    const input = argumentsOf(asObject(call.function).arguments);
    if (!input) return failure(502, `${title} called a tool with arguments that are not JSON.`);
    const id = asString(call.id) || toolUseId();
    tools.push({ type: 'tool_use', id, name: asObject(call.function).name, input });
  }
  const text = asString(content) || asString(refusal);
  return {
    id: asString(completion.id) ?? messageId(),
    type: 'message',
    role: 'assistant',
    model: completion.model,
    content: [
      ...(thinking ? [{ type: 'thinking', thinking, signature: '' }] : []),
      ...(text ? [{ type: 'text', text, citations: null }] : []),
      ...tools,
    ],
    ...endingOf(choice, { tools: tools.length > 0, refusal: asString(refusal) }),
    usage: messageUsage(completion.usage),
  };
}

function argumentsOf(json: unknown): JsonObject | null {
  // Some servers send the object itself.
  if (isObject(json)) return json;
  const text = asString(json)?.trim();
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
