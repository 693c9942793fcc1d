import { failure, type ApiFailure } from '../api-error.ts';

/** Marks a request as coming from a gateway, so that one that is pointed at itself notices at once. */
export const LOOP_HEADER = 'x-cairn-gateway';

/** Headers that belong to one connection (RFC 9110, section 7.6.1), to the caller's identity, or to its page. */
const NOT_FORWARDED = new Set(
  (
    'connection keep-alive proxy-connection te trailer transfer-encoding upgrade expect ' +
    'host content-length accept-encoding authorization x-api-key cookie origin referer'
  ).split(' '),
);

/** Response headers that no longer hold: the body is decoded and framed anew. */
const NOT_RETURNED = new Set(
  'connection keep-alive transfer-encoding content-encoding content-length set-cookie'.split(' '),
);

/**
 * The headers for the provider: the caller's own, `anthropic-version` and `anthropic-beta` as sent, with the real
 * key in the style the caller used (`x-api-key`, or `Authorization: Bearer`).
 */
export function upstreamHeaders(from: Headers, key: string | null): Headers {
  const headers = new Headers([...from].filter(([name]) => !NOT_FORWARDED.has(name)));
  headers.set(LOOP_HEADER, '1');
  // A compressed stream reaches the caller in lumps.
  headers.set('accept-encoding', 'identity');
  if (key === null) return headers;
  if (from.has('x-api-key')) headers.set('x-api-key', key);
  else headers.set('authorization', `Bearer ${key}`);
  return headers;
}

export interface UpstreamRequest {
  url: string;
  title: string;
  headers: Headers;
  body: Uint8Array<ArrayBuffer> | string;
  signal: AbortSignal;
}

/**
 * Sends a request to a provider and hands its answer through. Anything that is not an answer of the API (no
 * connection, a redirect, a web page) becomes an error that says what came instead.
 */
export async function forward(request: UpstreamRequest): Promise<Response | ApiFailure> {
  const { url, title, headers, body, signal } = request;
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  } catch (error) {
    if (signal.aborted) throw error;
    return failure(502, `${title} could not be reached: ${reasonOf(error)}.`);
  }
  const type = response.headers.get('content-type') ?? '';
  const isAnswer = type.includes('application/json') || type.includes('text/event-stream');
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    return failure(502, `${title} answered with a redirect. Connect the address it points to instead.`, {
      retry: false,
    });
  }
  // Statuses that the API never sends, and that no answer of ours may have.
  if (response.status === 204 || response.status === 205 || response.status > 599) {
    await response.body?.cancel();
    return failure(502, `${title} answered with the status ${response.status}, which is no answer.`);
  }
  if (!isAnswer) {
    await response.body?.cancel();
    const what = type ? `"${type.split(';')[0]}"` : 'no content type';
    return failure(
      502,
      `${title} answered ${response.status} with ${what} instead of JSON: it does not speak the Messages API there.`,
      {
        retry: response.status >= 500,
      },
    );
  }
  const kept = [...response.headers].filter(([name]) => !NOT_RETURNED.has(name));
  return new Response(response.body, { status: response.status, headers: kept });
}

/** Why a connection failed, in the words of the system call (`ECONNREFUSED 127.0.0.1:11434`). */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause;
  if (cause instanceof AggregateError) return cause.errors.map((one) => reasonOf(one)).join('; ');
  if (cause instanceof Error) return cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name);
  return error.message;
}
