import { failure, type ApiFailure } from './api-error.ts';
import { LOOP_HEADER } from './providers/upstream.ts';

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** How the gateway says that it was reached by a gateway. */
export const LOOP_ERROR = 'gateway_loop';

/** Refuses what no program of this machine sends: a foreign host name, a web page, or the gateway itself. */
export function guard(request: Pick<Request, 'headers' | 'url'>): ApiFailure | null {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  if (!LOOPBACK_HOST.test(host))
    return failure(403, `The gateway does not answer under the host name "${host.slice(0, 100)}".`);
  if (request.headers.has('origin')) {
    return failure(403, 'The gateway serves programs, not web pages: a page would have to hold the key.');
  }
  if (request.headers.has(LOOP_HEADER)) {
    return failure(
      400,
      'A provider address points at this gateway itself. Give the address of the model server.',
      {
        retry: false,
        details: { error_code: LOOP_ERROR },
      },
    );
  }
  return null;
}

/** The key that the caller sent, in either style of the API. */
export function tokenOf(headers: Headers): string | null {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '');
  return headers.get('x-api-key')?.trim() || (bearer?.[1] ?? null);
}
