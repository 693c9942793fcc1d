import { failure, type ApiFailure } from './api-error.ts';
import { asArray, asNumber, isObject, type JsonObject } from './json.ts';
import { checkChat } from './openai/check-chat.ts';
import { checkEmbedding } from './embeddings/request.ts';
import type { CallRequest } from './outlet.ts';
import type { RecordedCall } from './types.ts';
import type { Wire } from './wire.ts';

/** The API's own limit for a request. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

const tooLarge = (): ApiFailure =>
  failure(413, `The request is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB.`);

const UTF8 = new TextDecoder('utf-8', { fatal: true });

export interface ParsedBody {
  raw: Uint8Array<ArrayBuffer>;
  body: JsonObject;
}

/** Reads and parses a request's JSON body, at most 32 MB of it. */
export async function readBody(request: CallRequest): Promise<ParsedBody | ApiFailure> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return tooLarge();
  const raw = await (request.read?.(MAX_BODY_BYTES) ?? bytesOf(request.body));
  if (raw === null) return tooLarge();
  try {
    const body: unknown = JSON.parse(UTF8.decode(raw));
    return isObject(body) ? { raw, body } : failure(400, 'The request body must be a JSON object.');
  } catch (error) {
    return failure(
      400,
      `The request body is not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}.`,
    );
  }
}

/** A body's bytes, or null when there are too many. */
async function bytesOf(body: CallRequest['body']): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The version from which the API refuses sampling parameters. */
const NO_SAMPLING_SINCE = '2026-10-21';

/**
 * What the API itself would refuse in every request, whichever model answers, so that scripted answers and the
 * practice model are as strict as the real thing.
 */
export function checkBody(
  body: JsonObject,
  headers: Headers,
  { operation, wire }: { operation: RecordedCall['operation']; wire: Wire },
): ApiFailure | null {
  if (operation === 'embeddings') return checkEmbedding(body);
  if (wire === 'openai') return checkChat(body);
  const version = headers.get('anthropic-version');
  if (!version) return failure(400, 'anthropic-version: header is required');
  if (version >= NO_SAMPLING_SINCE) {
    const sampling = ['temperature', 'top_p', 'top_k'].find((name) => body[name] !== undefined);
    if (sampling)
      return failure(400, `${sampling}: not supported by anthropic-version ${version}. Leave it out.`);
  }
  if (body.thread !== undefined && body.thread !== false && body.thread !== null) return threadRefusal();
  if (typeof body.model !== 'string' || body.model === '') return failure(400, 'model: Field required');
  if (!Array.isArray(body.messages)) return failure(400, 'messages: Field required');
  if (asArray(body.messages).length === 0) return failure(400, 'messages: at least one message is required');
  const stray = body.messages.findIndex(
    (message) =>
      !isObject(message) || (typeof message.content !== 'string' && !Array.isArray(message.content)),
  );
  if (stray >= 0) return failure(400, `messages.${stray}.content: a string or a list of blocks is required`);
  if (operation !== 'messages') return null;
  const maxTokens = asNumber(body.max_tokens);
  if (maxTokens === null) return failure(400, 'max_tokens: Field required');
  if (!Number.isInteger(maxTokens) || maxTokens < 1)
    return failure(400, 'max_tokens: must be a whole number of at least 1');
  return null;
}

/** With this error code the official SDK sends the whole history again instead of giving up. */
function threadRefusal(): ApiFailure {
  return failure(400, 'thread: this gateway keeps no conversations. Send the whole history.', {
    details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] },
    retry: false,
  });
}
