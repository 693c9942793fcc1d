import { asArray, asNumber, asObject, asString, type JsonObject } from './json.ts';
import { createCompletionAssembler } from './openai/assemble.ts';
import { isChunk, type StreamEvent } from './sse.ts';

export interface TokenUsage {
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
  /** The part of `cacheWriteTokens` that is kept for an hour, where the API says so. */
  cacheWrite1hTokens?: number | null;
}

/** A provider that counts less than nothing, or without end, must not move a run's limits. */
function asTokens(value: unknown): number | null {
  const count = asNumber(value);
  return count !== null && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

/** Reads a `usage` object of either API. Fields that are missing stay null: unknown is not zero. */
export function readUsage(usage: unknown): TokenUsage {
  const from = asObject(usage);
  if (from.prompt_tokens !== undefined) return readOpenAiUsage(from);
  return {
    inputTokens: asTokens(from.input_tokens),
    outputTokens: asTokens(from.output_tokens),
    cacheReadTokens: asTokens(from.cache_read_input_tokens),
    cacheWriteTokens: asTokens(from.cache_creation_input_tokens),
    cacheWrite1hTokens: asTokens(asObject(from.cache_creation).ephemeral_1h_input_tokens),
  };
}

/** OpenAI counts cached tokens among the prompt's; here, as in the Messages API, they stand apart. */
function readOpenAiUsage(from: JsonObject): TokenUsage {
  const details = asObject(from.prompt_tokens_details);
  const cacheReadTokens = asTokens(details.cached_tokens);
  const cacheWriteTokens = asTokens(details.cache_write_tokens);
  const prompt = asTokens(from.prompt_tokens);
  const total = asTokens(from.total_tokens);
  // An embedding has no completion; its total says so.
  const rest = prompt !== null && total !== null && total >= prompt ? total - prompt : null;
  return {
    inputTokens:
      prompt === null ? null : Math.max(0, prompt - (cacheReadTokens ?? 0) - (cacheWriteTokens ?? 0)),
    outputTokens: asTokens(from.completion_tokens) ?? rest,
    cacheReadTokens,
    cacheWriteTokens,
  };
}

/** The first choice of a completion; empty for anything else. */
const firstChoice = (message: unknown): JsonObject => asObject(asArray(asObject(message).choices)[0]);

/** Why the answer ended, in the words of the API that gave it. */
export function stopReasonOf(message: unknown): string | null {
  return asString(asObject(message).stop_reason) ?? asString(firstChoice(message).finish_reason);
}

/** An answer's text: a message's text blocks, joined, or the content of a completion. */
export function textOf(message: unknown): string {
  const completion = asString(asObject(firstChoice(message).message).content);
  if (completion !== null) return completion;
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

export interface Assembler {
  add(event: StreamEvent): void;
  message(): JsonObject | null;
  /** True once the last event came: a stream that ends without it is incomplete. */
  finished(): boolean;
  error(): string | null;
}

/**
 * Puts the answer of a stream together from its events, as far as they came, whichever API they are of. It only
 * reads: the bytes that go to the caller are never made from it.
 */
export function createMessageAssembler(): Assembler {
  let chosen: Assembler | null = null;
  const pick = (event: StreamEvent): Assembler =>
    (chosen ??= isChunk(event) ? createCompletionAssembler() : createEventAssembler());
  return {
    add: (event) => pick(event).add(event),
    message: () => chosen?.message() ?? null,
    finished: () => chosen?.finished() ?? false,
    error: () => chosen?.error() ?? null,
  };
}

function createEventAssembler(): Assembler {
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
      target.citations = [...asArray(target.citations), delta.citation];
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
        message = { ...asObject(event.message) };
        message.content = [...asArray(message.content)];
      } else if (event.type === 'content_block_start' && message && isIndex(event.index)) {
        (message.content as unknown[])[event.index] = { ...asObject(event.content_block) };
      } else if (event.type === 'content_block_delta') addDelta(event);
      else if (event.type === 'content_block_stop') closeBlock(event);
      else if (event.type === 'message_delta' && message) {
        Object.assign(message, asObject(event.delta));
        message.usage = { ...asObject(message.usage), ...asObject(event.usage) };
      } else if (event.type === 'message_stop') finished = true;
      else if (event.type === 'error')
        error = asString(asObject(event.error).message) ?? 'the stream reported an error';
    },
    message: () => message,
    finished: () => finished,
    error: () => error,
  };
}
