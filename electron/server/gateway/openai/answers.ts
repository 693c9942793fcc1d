import { errorBody, failure, openAiErrorBody, type ApiFailure } from '../api-error.ts';
import { asObject, asString, isObject, type JsonObject } from '../json.ts';
import { createFrameSplitter, parseFrame } from '../sse.ts';
import { completionOf } from './completion.ts';
import { messageOf } from './message.ts';
import { LEFT_OUT_HEADER } from './rules.ts';
import { createChunkTranslator, type StreamTranslator } from './to-chunks.ts';
import { createEventTranslator } from './to-events.ts';

/** More than any answer has; a server that sends without end is cut off. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

interface Answering {
  leftOut: readonly string[];
  requestId: string;
  /** Who answered, as an error calls it. */
  title: string;
}

/** A Messages answer, JSON or stream, as Chat Completions give it. */
export async function asCompletion(
  answer: Response,
  asked: Answering & { created: number; includeUsage: boolean },
): Promise<Response | ApiFailure> {
  if (isStream(answer)) return translateStream(answer, createChunkTranslator(asked), asked);
  const body = await jsonOf(answer, asked.title);
  if ('failure' in body) return body.failure;
  if (answer.ok) return translated(answer, completionOf(body.json, asked.created), asked);
  const { message, type } = asObject(body.json.error);
  const problem = { status: answer.status, message: asString(message) ?? `Status ${answer.status}` };
  return translated(answer, openAiErrorBody({ ...problem, type: asString(type) ?? undefined }), asked);
}

/** The answer of Chat Completions, JSON or stream, as the Messages API gives it. */
export async function asMessage(answer: Response, asked: Answering): Promise<Response | ApiFailure> {
  if (isStream(answer)) return translateStream(answer, createEventTranslator(asked), asked);
  const body = await jsonOf(answer, asked.title);
  if ('failure' in body) return body.failure;
  if (answer.ok) {
    const message = messageOf(body.json, asked.title);
    return isFailure(message) ? message : translated(answer, message, asked);
  }
  const { error } = body.json;
  const message = asString(asObject(error).message) ?? asString(error) ?? asString(body.json.message);
  const problem = { status: answer.status, message: message ?? `${asked.title} answered ${answer.status}.` };
  return translated(answer, errorBody(problem, asked.requestId), asked);
}

const isStream = (answer: Response): boolean =>
  answer.ok && (answer.headers.get('content-type')?.includes('text/event-stream') ?? false);

const isFailure = (value: JsonObject | ApiFailure): value is ApiFailure =>
  typeof value.status === 'number' && typeof value.message === 'string';

/** Some servers wrap an error in a list. */
async function jsonOf(
  answer: Response,
  title: string,
): Promise<{ json: JsonObject } | { failure: ApiFailure }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) return { failure: failure(502, `${title} answered with more than 32 MB.`) };
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return { json: isObject(value) ? value : asObject(Array.isArray(value) ? value[0] : null) };
  } catch {
    return { failure: failure(502, `${title} answered ${answer.status} with something that is not JSON.`) };
  }
}

/** The headers that still hold for a body that was written anew. */
function headersFor(answer: Response, { leftOut, requestId }: Answering): Headers {
  const headers = new Headers([...answer.headers].filter(([name]) => name !== 'content-length'));
  if (leftOut.length > 0) headers.set(LEFT_OUT_HEADER, leftOut.join(', '));
  // OpenAI's client looks for the id of a request under this name.
  headers.set('x-request-id', headers.get('request-id') ?? requestId);
  return headers;
}

function translated(answer: Response, body: JsonObject, asked: Answering): Response {
  const headers = headersFor(answer, asked);
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status: answer.status, headers });
}

/** Translates a stream frame by frame, as the caller reads. A source that breaks, breaks for the caller too. */
function translateStream(answer: Response, translator: StreamTranslator, asked: Answering): Response {
  const reader = answer.body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const splitter = createFrameSplitter();
  const pushed = (frame: Uint8Array): Uint8Array[] => {
    const event = parseFrame(frame);
    return event ? translator.push(event) : [];
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { done, value } = await reader.read();
        const out = done
          ? [...pushed(splitter.rest()), ...translator.finish()]
          : splitter.push(value).flatMap((frame) => pushed(frame));
        for (const bytes of out) controller.enqueue(bytes);
        if (done) controller.close();
        if (done || out.length > 0) return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, { status: answer.status, headers: headersFor(answer, asked) });
}
