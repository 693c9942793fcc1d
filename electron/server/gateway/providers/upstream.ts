import { failure, type ApiFailure } from '../api-error.ts';
import { isMetadataHost } from './base-url.ts';
import type { NodeAnswer } from './node-answer.ts';
import { post } from './post.ts';
import { forbiddenAddress, reasonOf, unreachable } from './upstream-error.ts';

export { reasonOf };

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
  /** Told when the connection stands. */
  connected?: (() => void) | undefined;
}

/**
 * Sends a request to a provider and hands its answer through. Anything that is not an answer of the API (no
 * connection, a redirect, a web page) becomes an error that says what came instead.
 */
export async function forward(request: UpstreamRequest): Promise<Response | ApiFailure> {
  const { title, headers, body, signal, connected } = request;
  const url = new URL(request.url);
  const { hostname } = url;
  if (isMetadataHost(hostname)) return forbiddenAddress(title, hostname);
  let response: NodeAnswer;
  try {
    response = await post({ url, headers, body, signal, without: NOT_RETURNED, connected });
  } catch (error) {
    if (signal.aborted) throw error;
    return unreachable(title, error);
  }
  const type = response.headers.get('content-type') ?? '';
  const isAnswer = type.includes('application/json') || type.includes('text/event-stream');
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    return failure(502, `${title} answered with a redirect. Connect the address it points to instead.`, {
      retry: false,
      details: { error_code: 'upstream_redirect' },
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
        details: { error_code: 'upstream_not_json' },
      },
    );
  }
  return response;
}
