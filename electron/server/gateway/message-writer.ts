import { randomUUID } from 'node:crypto';
import type { JsonObject } from './json.ts';
import type { StreamEvent } from './sse.ts';

export interface MessageUsage {
  input_tokens: number;
  output_tokens: number;
  cache_read_input_tokens?: number;
  cache_creation_input_tokens?: number;
}

function idOf(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}

export const messageId = (): string => idOf('msg');
export const toolUseId = (): string => idOf('toolu');
export const requestIdOf = (): string => idOf('req');

export interface MessageHead {
  id: string;
  model: string;
  inputTokens: number;
  usage?: Partial<MessageUsage>;
}

function usageOf(head: MessageHead, outputTokens: number): JsonObject {
  return {
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    ...head.usage,
    input_tokens: head.inputTokens,
    output_tokens: outputTokens,
  };
}

/** A whole message as JSON (the API's `Message`). */
export function messageJson(
  head: MessageHead,
  content: readonly JsonObject[],
  end: { stopReason: string; stopSequence?: string | null; outputTokens: number },
): JsonObject {
  return {
    id: head.id,
    type: 'message',
    role: 'assistant',
    model: head.model,
    content,
    stop_reason: end.stopReason,
    stop_sequence: end.stopSequence ?? null,
    usage: usageOf(head, end.outputTokens),
  };
}

/** The events that open a streamed message; the API counts one output token there. */
export function startEvents(head: MessageHead): StreamEvent[] {
  const message = {
    ...messageJson(head, [], { stopReason: '', outputTokens: 1 }),
    stop_reason: null,
  };
  return [{ type: 'message_start', message }, { type: 'ping' }];
}

export const blockStart = (index: number, block: JsonObject): StreamEvent => ({
  type: 'content_block_start',
  index,
  content_block: block,
});

export const textDelta = (index: number, text: string): StreamEvent => ({
  type: 'content_block_delta',
  index,
  delta: { type: 'text_delta', text },
});

export const blockStop = (index: number): StreamEvent => ({ type: 'content_block_stop', index });

/** A whole tool call as events. */
export function toolEvents(
  index: number,
  block: { id: string; name: string; input: unknown },
): StreamEvent[] {
  const json = JSON.stringify(block.input);
  const half = Math.ceil(json.length / 2);
  const delta = (partial: string): StreamEvent => ({
    type: 'content_block_delta',
    index,
    delta: { type: 'input_json_delta', partial_json: partial },
  });
  return [
    blockStart(index, { type: 'tool_use', id: block.id, name: block.name, input: {} }),
    // An empty delta first, as the API sends it, and the rest in two, so that clients have to join them.
    delta(''),
    delta(json.slice(0, half)),
    delta(json.slice(half)),
    blockStop(index),
  ];
}

export function endEvents(end: {
  stopReason: string;
  stopSequence?: string | null;
  outputTokens: number;
}): StreamEvent[] {
  return [
    {
      type: 'message_delta',
      delta: { stop_reason: end.stopReason, stop_sequence: end.stopSequence ?? null },
      usage: { output_tokens: end.outputTokens },
    },
    { type: 'message_stop' },
  ];
}
