import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { ORIGIN } from './origin.ts';
import type { Upstream, UpstreamSlot } from './upstream.ts';

/** What Electron adds to a request: who made it, which the page cannot forge (absent: the browser itself). */
export type WindowRequest = Request & { initiatorOrigin?: string };

const WAIT_FOR_SERVER_MS = 10_000;
const MAX_ATTEMPTS = 3;
/** These belong to one connection, not to the message (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'host', 'origin']);
const NO_BODY = new Set([204, 205, 304]);

/**
 * Forwards each request of the window to the server's socket. Electron never aborts `request.signal`: when
 * the page gives up, the response body is cancelled, and that ends the upstream request.
 */
export function createForwarder(slot: UpstreamSlot): (request: WindowRequest) => Promise<Response> {
  return async (request) => {
    const { initiatorOrigin } = request;
    if (initiatorOrigin !== undefined && initiatorOrigin !== ORIGIN)
      return new Response(null, { status: 403 });
    const body = request.body ? Buffer.from(await request.arrayBuffer()) : null;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const upstream = await slot.get(WAIT_FOR_SERVER_MS);
      if (!upstream) break;
      try {
        return await forward(request, upstream, body);
      } catch (error) {
        const loss = connectionLoss(error);
        if (loss === 'nobody-there') slot.lost(upstream);
        // A write that may have arrived is not sent again.
        else if (!isRead) break;
      }
    }
    return Response.json(
      {
        error: { code: 'unavailable', message: 'Cairn is restarting.', hint: 'It will be back in a moment.' },
      },
      { status: 503, headers: { 'retry-after': '1' } },
    );
  };
}

async function forward(request: WindowRequest, upstream: Upstream, body: Buffer | null): Promise<Response> {
  const url = new URL(request.url);
  const abort = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = httpRequest(
    {
      socketPath: upstream.socket,
      method: request.method,
      path: url.pathname + url.search,
      headers: requestHeaders(request, upstream, body),
      signal: abort.signal,
    },
    resolve,
  );
  sent.on('error', reject);
  sent.end(body ?? undefined);
  const incoming = await promise;
  const status = incoming.statusCode ?? 502;
  const empty = NO_BODY.has(status) || request.method === 'HEAD';
  return new Response(empty ? null : bodyOf(incoming, abort), { status, headers: responseHeaders(incoming) });
}

function requestHeaders(
  request: WindowRequest,
  upstream: Upstream,
  body: Buffer | null,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) if (!HOP_BY_HOP.has(name)) headers[name] = value;
  headers['host'] = new URL(ORIGIN).host;
  headers['x-cairn-session'] = upstream.session;
  if (request.initiatorOrigin !== undefined) headers['origin'] = request.initiatorOrigin;
  if (body) headers['content-length'] = String(body.length);
  return headers;
}

/** One entry a line, so that a header sent twice stays two. */
function responseHeaders({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!HOP_BY_HOP.has(rawHeaders[i]!.toLowerCase())) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  }
  return headers;
}

function bodyOf(incoming: IncomingMessage, abort: AbortController): ReadableStream<Uint8Array> {
  const reader = (Readable.toWeb(incoming) as NodeReadableStream<Uint8Array>).getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      abort.abort();
      // The reader's stream fails because of that very abort.
      await reader.cancel(reason).catch(() => {});
    },
  });
}

/** `nobody-there`: the request never arrived. `broken`: it may have. */
function connectionLoss(error: unknown): 'nobody-there' | 'broken' {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ECONNREFUSED' || code === 'ENOENT' ? 'nobody-there' : 'broken';
}
