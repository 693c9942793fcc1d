import { openAiErrorBody } from '../api-error.ts';
import { asObject, asString, type JsonObject } from '../json.ts';
import { encodeChunk, type StreamEvent } from '../sse.ts';
import { chatUsage, completionId, finishOf } from './completion.ts';

/** Turns a stream, event by event, into the bytes of the other API's stream. */
export interface StreamTranslator {
  push(event: StreamEvent): Uint8Array[];
  /** What is left to say when the source has ended. */
  finish(): Uint8Array[];
}

export interface ChunkOptions {
  /** Seconds since 1970. */
  created: number;
  /** `stream_options.include_usage`: a last chunk with the usage, and `usage: null` in all others. */
  includeUsage: boolean;
}

/** The Messages API's events as chunks of a chat completion. */
export function createChunkTranslator({ created, includeUsage }: ChunkOptions): StreamTranslator {
  let head: JsonObject = {};
  let usage: JsonObject = {};
  const blocks = createDeltaReader();

  const chunk = (delta: JsonObject, finish: string | null = null): Uint8Array =>
    encodeChunk({
      ...head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(includeUsage ? { usage: null } : {}),
    });

  function start(message: JsonObject): Uint8Array[] {
    head = {
      id: completionId(message.id),
      object: 'chat.completion.chunk',
      created,
      model: message.model,
    };
    usage = asObject(message.usage);
    return [chunk({ role: 'assistant', content: '', refusal: null })];
  }

  function end(event: StreamEvent): Uint8Array[] {
    const { stop_reason: reason, stop_details: details } = asObject(event.delta);
    usage = { ...usage, ...asObject(event.usage) };
    const refusal = reason === 'refusal' ? (asString(asObject(details).explanation) ?? 'Refused.') : null;
    return [chunk(refusal === null ? {} : { refusal }, finishOf(reason))];
  }

  const stop = (): Uint8Array[] => [
    ...(includeUsage ? [encodeChunk({ ...head, choices: [], usage: chatUsage(usage) })] : []),
    encodeChunk(null),
  ];

  return {
    push(event) {
      switch (event.type) {
        case 'message_start':
          return start(asObject(event.message));
        case 'content_block_start':
        case 'content_block_delta':
          return blocks(event).map((delta) => chunk(delta));
        case 'message_delta':
          return end(event);
        case 'message_stop':
          return stop();
        case 'error':
          return [errorChunk(event)];
        default:
          return [];
      }
    },
    finish: () => [],
  };
}

/** Reads what a block's events add to the answer. Tool calls are numbered on their own, blocks all together. */
function createDeltaReader(): (event: StreamEvent) => JsonObject[] {
  const callOfBlock = new Map<unknown, number>();
  return (event) => {
    const { index, content_block: block, delta } = event;
    const { type, text, thinking, partial_json: json, id, name } = asObject(delta ?? block);
    if (type === 'text_delta' || (type === 'text' && asString(text))) return [{ content: text }];
    if (type === 'thinking_delta') return [{ reasoning_content: thinking }];
    if (type === 'tool_use') {
      const at = callOfBlock.size;
      callOfBlock.set(index, at);
      return [{ tool_calls: [{ index: at, id, type: 'function', function: { name, arguments: '' } }] }];
    }
    const at = callOfBlock.get(index);
    if (type !== 'input_json_delta' || at === undefined || !asString(json)) return [];
    return [{ tool_calls: [{ index: at, function: { arguments: json } }] }];
  };
}

/** The error that ends a stream. */
function errorChunk(event: StreamEvent): Uint8Array {
  const { message, type } = asObject(event.error);
  const said = asString(message) ?? 'The stream broke off.';
  return encodeChunk(openAiErrorBody({ status: 500, message: said, type: asString(type) ?? undefined }));
}
