import type { CheckTools, HttpAnswer, HttpInit, SseAnswer, SseEvent } from './checks.ts';
import { fail, show } from './expect.ts';
import type { LearnerServer } from './learner-server.ts';
import { createSseParser } from './sse-reader.ts';

const DEFAULT_MS = 15_000;
const MAX_BODY = 1024 * 1024;

/** Requests to the learner's server whose every way to go wrong is a failure in words. */
export function createHttpTools(
  server: () => Promise<Pick<LearnerServer, 'baseUrl' | 'failIfGone'>>,
  signal: AbortSignal,
): Pick<CheckTools, 'http' | 'sse' | 'url'> {
  async function open(path: string, init: HttpInit) {
    const { baseUrl, failIfGone } = await server();
    const method = init.method ?? (init.json === undefined && init.body === undefined ? 'GET' : 'POST');
    const request = `${method} ${path}`;
    const left = new AbortController();
    const timeoutMs = init.timeoutMs ?? DEFAULT_MS;
    const timeout = AbortSignal.timeout(timeoutMs);
    const failIfLate = (): void => {
      if (!timeout.aborted || signal.aborted || left.signal.aborted) return;
      fail({ message: `${request} was not answered in full within ${timeoutMs / 1000} seconds.` });
    };
    /** Names what broke a request: the check's end, our patience, the program's end, or the connection. */
    const broken = async (error: unknown): Promise<never> => {
      if (signal.aborted) throw error;
      failIfLate();
      // The exit of the process is noticed a moment after its sockets close.
      await new Promise((resolve) => setTimeout(resolve, 50));
      failIfGone(request);
      return fail({ message: `The connection broke during ${request}: ${reasonOf(error)}.` });
    };
    try {
      const signals = [signal, timeout, left.signal, ...(init.leave ? [init.leave] : [])];
      const response = await fetch(baseUrl + path, toRequest(init, method, AbortSignal.any(signals)));
      return { response, request, left, broken, failIfLate };
    } catch (error) {
      return broken(error);
    }
  }

  async function whole(path: string, init: HttpInit): Promise<HttpAnswer> {
    const { response, request, left, broken } = await open(path, init);
    const text = await readText(response).catch(broken);
    if (text === null) return tooMuch(request, left);
    return {
      request,
      status: response.status,
      headers: response.headers,
      text,
      json: () => toJson(request, text),
    };
  }

  return {
    url: async (path) => (await server()).baseUrl + path,
    async http(path, init = {}) {
      try {
        return await whole(path, init);
      } catch (error) {
        if (!init.leave?.aborted || signal.aborted) throw error;
        return { request: path, status: 0, headers: new Headers(), text: '', json: () => ({}) };
      }
    },
    async sse(path, init = {}) {
      return asSse(await open(path, { ...init, headers: { accept: 'text/event-stream', ...init.headers } }));
    },
  };
}

function toRequest(init: HttpInit, method: string, signal: AbortSignal): RequestInit {
  return {
    method,
    signal,
    redirect: 'manual',
    headers: {
      ...(init.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
    ...(init.json !== undefined ? { body: JSON.stringify(init.json) } : {}),
    ...(init.body !== undefined ? { body: init.body } : {}),
  };
}

function tooMuch(request: string, left: AbortController): never {
  left.abort(new Error('too much'));
  return fail({ message: `${request} sent more than 1 MB.` });
}

/** A body as text; null when it is larger than an answer may be. A program may send without end. */
async function readText(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

interface Opened {
  response: Response;
  request: string;
  left: AbortController;
  broken(error: unknown): Promise<never>;
  failIfLate(): void;
}

/** An error is no stream, and its body says what went wrong. */
async function asSse(opened: Opened): Promise<SseAnswer> {
  const { response, request, left, broken } = opened;
  if (response.status < 400) return sseAnswer(opened);
  const text = await readText(response).catch(broken);
  return text === null ? tooMuch(request, left) : { ...sseAnswer(opened, text), text };
}

/** @param whole the body, where it was read already */
function sseAnswer({ response, request, left, failIfLate }: Opened, whole?: string): SseAnswer {
  const parser = createSseParser();
  const queue: SseEvent[] = parser.push(whole ?? '');
  const body = whole === undefined ? response.body : null;
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let size = 0;
  async function next(): Promise<SseEvent | undefined> {
    while (queue.length === 0) {
      // A connection that breaks off ends the events; what is missing then is for the check to say.
      const chunk = await reader?.read().catch(failIfLate);
      if (!chunk || chunk.done) return undefined;
      size += chunk.value.length;
      if (size > MAX_BODY) fail({ message: `${request} sent more than 1 MB.` });
      queue.push(...parser.push(chunk.value));
    }
    return queue.shift();
  }
  return {
    request,
    status: response.status,
    headers: response.headers,
    next,
    async rest() {
      const all: SseEvent[] = [];
      for (let event = await next(); event; event = await next()) all.push(event);
      return all;
    },
    leave: () => left.abort(new Error('the client left')),
  };
}

function toJson(request: string, text: string): ReturnType<HttpAnswer['json']> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, with what came.
  }
  return fail({ message: `${request} should answer with a JSON object. It sent ${show(text)}.` });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
