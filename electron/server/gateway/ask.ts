import { failure, type ApiFailure } from './api-error.ts';
import { asObject, type JsonObject } from './json.ts';
import { asCompletion } from './openai/answers.ts';
import { toMessages } from './openai/to-messages.ts';
import type { ModelProvider, ProviderCall } from './providers/types.ts';
import type { Wire } from './wire.ts';

type Answer = Response | ApiFailure;

interface Asking {
  wire: Wire;
  /** Milliseconds since 1970: OpenAI's answers carry a time. */
  now: number;
}

/**
 * Asks a provider in the caller's API. Where the provider speaks only the other, the request and the answer are
 * translated; where it speaks the caller's, their bytes pass.
 */
export async function ask(provider: ModelProvider, call: ProviderCall, asking: Asking): Promise<Answer> {
  if (call.operation === 'embeddings') return provider.embed?.(call) ?? noEmbeddings(provider);
  if (asking.wire === 'anthropic') return provider.send(call);
  if (provider.chat) return provider.chat(call);
  const translated = toMessages(call.body, provider.title);
  if ('status' in translated) return translated;
  const answer = await provider.send({
    ...call,
    body: translated.body,
    raw: null,
    headers: messagesHeaders(call.headers),
  });
  if (!(answer instanceof Response)) return answer;
  return asCompletion(answer, {
    ...chatOptions(call.body, asking.now),
    requestId: call.requestId,
    title: provider.title,
    leftOut: translated.leftOut,
  });
}

const noEmbeddings = ({ title }: ModelProvider): ApiFailure =>
  failure(400, `${title} has no embeddings. Use builtin/cairn-lexical-384.`);

/** An answer of the Messages API that no provider gave (a scripted one), in the caller's shape. */
export function inShape(answer: Response, chat: JsonObject, asked: Asking & { requestId: string }) {
  if (asked.wire === 'anthropic') return answer;
  const more = { requestId: asked.requestId, title: 'The script', leftOut: [] };
  return asCompletion(answer, { ...chatOptions(chat, asked.now), ...more });
}

/**
 * The request in the words of the Messages API, for what reads only those. One that has no counterpart stays as it
 * is: its model, its messages and whether it streams are called the same.
 */
export function messagesForm(body: JsonObject, wire: Wire): JsonObject {
  if (wire === 'anthropic') return body;
  const translated = toMessages(body, 'The script');
  return 'status' in translated ? body : translated.body;
}

/** What is really sent when a fault has changed the request: of the Messages form it changes the token limit only. */
export function asSent(
  original: JsonObject,
  { before, after }: { before: JsonObject; after: JsonObject },
): JsonObject {
  if (after === before) return original;
  if (before === original) return after;
  const limit = original.max_completion_tokens === undefined ? 'max_tokens' : 'max_completion_tokens';
  return { ...original, [limit]: after.max_tokens };
}

function chatOptions(chat: JsonObject, now: number): { created: number; includeUsage: boolean } {
  return {
    created: Math.floor(now / 1000),
    includeUsage: asObject(chat.stream_options).include_usage === true,
  };
}

/** The version that still takes sampling parameters, which OpenAI's clients send; its key goes as `x-api-key`. */
const VERSION = '2023-06-01';

function messagesHeaders(from: Headers): Headers {
  const headers = new Headers(from);
  for (const name of from.keys()) if (name.startsWith('openai-')) headers.delete(name);
  headers.set('anthropic-version', VERSION);
  // Says which style of key is wanted; the provider puts its own in.
  headers.set('x-api-key', 'translated');
  return headers;
}
