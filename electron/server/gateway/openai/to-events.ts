import { errorBody } from '../api-error.ts';
import { asArray, asNumber, asObject, asString, isObject, type JsonObject } from '../json.ts';
import { messageId } from '../message-writer.ts';
import { encodeEvent, type StreamEvent } from '../sse.ts';
import { createBlockWriter } from './block-writer.ts';
import { endingOf, messageUsage, thinkingOf } from './message.ts';
import type { StreamTranslator } from './to-chunks.ts';

interface EventOptions {
  title: string;
  requestId: string;
}

/** Chunks of a chat completion as events of the Messages API. The usage comes at the end, as the server tells it. */
export function createEventTranslator({ title, requestId }: EventOptions): StreamTranslator {
  const writer = createBlockWriter();
  let started = false;
  let over = false;
  let refusal: string | null = null;
  let choiceEnd: JsonObject | null = null;
  let usage: unknown = null;

  function broken(message: string): StreamEvent[] {
    over = true;
    return [{ type: 'error', ...errorBody({ status: 502, message }, requestId) }];
  }

  function addChoice(update: JsonObject): StreamEvent[] {
    const piece = asObject(update.delta);
    const thought = thinkingOf(piece);
    const said = (asString(piece.content) ?? '') + (asString(piece.refusal) ?? '');
    if (asString(piece.refusal)) refusal = (refusal ?? '') + (piece.refusal as string);
    if (asString(update.finish_reason)) choiceEnd = update;
    const events = [...(thought ? writer.thinking(thought) : []), ...(said ? writer.text(said) : [])];
    for (const call of asArray(piece.tool_calls)) {
      const written = writer.tool(asObject(call));
      if (!written) return [...events, ...broken(`${title} mixed the pieces of several tool calls.`)];
      events.push(...written);
    }
    return events;
  }

  function end(): StreamEvent[] {
    if (!choiceEnd || over) return [];
    over = true;
    const ending = endingOf(choiceEnd, { tools: writer.hasTools(), refusal });
    const counted = { output_tokens: 0, ...messageUsage(usage) };
    return [
      ...writer.close(),
      { type: 'message_delta', delta: ending, usage: counted },
      { type: 'message_stop' },
    ];
  }

  function read(chunk: StreamEvent): StreamEvent[] {
    // Without a reason the answer broke off: ending it would make half of it look whole.
    if (over || chunk.type === 'done') return end();
    if (isObject(chunk.error)) return broken(asString(chunk.error.message) ?? `${title} reported an error.`);
    if (isObject(chunk.usage)) usage = chunk.usage;
    const opening = started ? [] : startOf(chunk);
    started = true;
    const first = asArray(chunk.choices)
      .map(asObject)
      .filter(({ index }) => (asNumber(index) ?? 0) === 0);
    return [...opening, ...first.flatMap(addChoice)];
  }

  return {
    push: (chunk) => read(chunk).map((event) => encodeEvent(event)),
    finish: () => end().map((event) => encodeEvent(event)),
  };
}

function startOf(chunk: StreamEvent): StreamEvent[] {
  const message = {
    id: asString(chunk.id) || messageId(),
    type: 'message',
    role: 'assistant',
    model: chunk.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 0, output_tokens: 0 },
  };
  return [{ type: 'message_start', message }, { type: 'ping' }];
}
