import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { endWith } from '../end-with.ts';
import { guardedLookup } from './base-url.ts';
import { NodeAnswer } from './node-answer.ts';

export interface PostRequest {
  url: URL;
  headers: Headers;
  body: Uint8Array | string;
  signal: AbortSignal;
  /** Headers of the answer that are left out. */
  without?: ReadonlySet<string> | undefined;
  /** Told when the connection stands; at once where one was open from before. */
  connected?: (() => void) | undefined;
}

/** A server that says nothing for so long is taken for dead; the same as `fetch` allows. */
const SILENT_MS = 300_000;

/**
 * Posts a body and gives the answer as it begins to come. Node's own client on kept connections: a third of what
 * `fetch` costs. Redirects are not followed.
 * @throws the system's error when there is no answer, and the signal's reason when it fires
 */
export async function post(request: PostRequest): Promise<NodeAnswer> {
  try {
    return await postOnce(request);
  } catch (error) {
    // The server may close a kept connection in the moment in which it is used again (Node's docs, `reusedSocket`).
    if (!(error instanceof StaleConnection)) throw error;
    return await postOnce(request);
  }
}

class StaleConnection extends Error {}

function postOnce({ url, headers, body, signal, without, connected }: PostRequest): Promise<NodeAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<NodeAnswer>();
  signal.throwIfAborted();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  // As a list they are written as they are; Node then adds no host of its own.
  const sent = [...headers].filter(([name]) => name !== 'content-length').flat();
  sent.push('content-length', String(bytes.length));
  if (!headers.has('host')) sent.push('host', url.host);
  const outgoing = send({
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname + url.search,
    method: 'POST',
    headers: sent,
    timeout: SILENT_MS,
    lookup: guardedLookup,
  });
  const abort = (): void => void outgoing.destroy(asError(signal.reason));
  signal.addEventListener('abort', abort, { once: true });
  outgoing.once('close', () => signal.removeEventListener('abort', abort));
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) connected?.();
    else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => connected?.());
  });
  outgoing.once('timeout', () => {
    const silent = new Error(`no byte came for ${SILENT_MS / 1000} seconds`);
    outgoing.destroy(Object.assign(silent, { code: 'ETIMEDOUT' }));
  });
  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted;
    reject(isStale ? new StaleConnection() : error);
  });
  outgoing.once('response', (incoming) => {
    try {
      resolve(answerOf(incoming, without));
    } catch (error) {
      outgoing.destroy();
      reject(asError(error));
    }
  });
  endWith(outgoing, bytes);
  return promise;
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

function answerOf(incoming: IncomingMessage, without?: ReadonlySet<string>): NodeAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !without?.has(name))
      headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return new NodeAnswer(decoded(incoming), { status: incoming.statusCode ?? 0, headers });
}

const DECODERS: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** Some servers compress although they were asked not to. An encoding that nobody knows stays as it is. */
function decoded(incoming: IncomingMessage): Readable {
  const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? '';
  const decoder = DECODERS[encoding]?.();
  if (!decoder) return incoming;
  // A break of the connection reaches the reader as the decoder's own error.
  return pipeline(incoming, decoder, () => {});
}
