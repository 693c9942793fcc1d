import { asArray, asNumber, asObject, asString, type JsonObject } from './json.ts';
import type { StreamEvent } from './sse.ts';

export interface TokenUsage {
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
}

/** A provider that counts less than nothing, or without end, must not move a run's limits. */
function asTokens(value: unknown): number | null {
  const count = asNumber(value);
  return count !== null && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

/** Reads a `usage` object of the API. Fields that are missing stay null: unknown is not zero. */
export function readUsage(usage: unknown): TokenUsage {
  const from = asObject(usage);
  return {
    inputTokens: asTokens(from.input_tokens),
    outputTokens: asTokens(from.output_tokens),
    cacheReadTokens: asTokens(from.cache_read_input_tokens),
    cacheWriteTokens: asTokens(from.cache_creation_input_tokens),
  };
}

/** A message's text blocks, joined. */
export function textOf(message: unknown): string {
  return asArray(asObject(message).content)
    .map((block) => asObject(block))
    .filter((block) => block.type === 'text')
    .map((block) => asString(block.text) ?? '')
    .join('');
}

/** More blocks than any message has; an index of a billion would fill the memory with an empty list. */
const MAX_BLOCKS = 1000;

const isIndex = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < MAX_BLOCKS;

/**
 * Puts the message of a stream together from its events, as far as they came. It only reads: the bytes that go to
 * the caller are never made from it.
 */
export function createMessageAssembler() {
  let message: JsonObject | null = null;
  let error: string | null = null;
  let finished = false;
  const partialJson = new Map<number, string>();

  function block(index: unknown): JsonObject | undefined {
    const content = asArray(message?.content);
    return isIndex(index) ? (content[index] as JsonObject | undefined) : undefined;
  }

  function addDelta(event: StreamEvent): void {
    const target = block(event.index);
    const delta = asObject(event.delta);
    if (!target) return;
    if (delta.type === 'text_delta')
      target.text = `${asString(target.text) ?? ''}${asString(delta.text) ?? ''}`;
    if (delta.type === 'thinking_delta') {
      target.thinking = `${asString(target.thinking) ?? ''}${asString(delta.thinking) ?? ''}`;
    }
    if (delta.type === 'signature_delta') target.signature = delta.signature;
    if (delta.type === 'citations_delta') {
      const citations = asArray(target.citations);
      citations.push(delta.citation);
      target.citations = citations;
    }
    if (delta.type === 'input_json_delta') {
      const index = event.index as number;
      partialJson.set(index, (partialJson.get(index) ?? '') + (asString(delta.partial_json) ?? ''));
    }
  }

  function closeBlock(event: StreamEvent): void {
    const json = partialJson.get(event.index as number);
    const target = block(event.index);
    if (!json || !target) return;
    try {
      target.input = JSON.parse(json);
    } catch {
      target.input = json;
    }
  }

  return {
    add(event: StreamEvent): void {
      if (event.type === 'message_start') {
        message = structuredClone(asObject(event.message));
        message.content = asArray(message.content);
      } else if (event.type === 'content_block_start' && message && isIndex(event.index)) {
        (message.content as unknown[])[event.index] = structuredClone(asObject(event.content_block));
      } else if (event.type === 'content_block_delta') addDelta(event);
      else if (event.type === 'content_block_stop') closeBlock(event);
      else if (event.type === 'message_delta' && message) {
        Object.assign(message, asObject(event.delta));
        message.usage = { ...asObject(message.usage), ...asObject(event.usage) };
      } else if (event.type === 'message_stop') finished = true;
      else if (event.type === 'error')
        error = asString(asObject(event.error).message) ?? 'the stream reported an error';
    },
    message: (): JsonObject | null => message,
    /** True once `message_stop` came: a stream that ends without it is incomplete. */
    finished: (): boolean => finished,
    error: (): string | null => error,
  };
}
