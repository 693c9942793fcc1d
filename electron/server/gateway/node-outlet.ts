import type { IncomingMessage, ServerResponse } from 'node:http';
import { endWith } from './end-with.ts';
import type { CallRequest, HeaderList, Outlet } from './outlet.ts';

/** A connection's request as a call; null when its headers are none that HTTP knows. */
export function requestOf(
  incoming: IncomingMessage,
  stop: Pick<CallRequest, 'signal' | 'stopWith'>,
): CallRequest | null {
  const headers = new Headers();
  try {
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    }
  } catch {
    return null;
  }
  const url = `http://127.0.0.1${incoming.url ?? '/'}`;
  if (!URL.canParse(url)) return null;
  return {
    method: incoming.method ?? 'GET',
    url,
    headers,
    ...stop,
    body: null,
    read: (most) => readAll(incoming, most),
  };
}

/** What comes after the limit is read and thrown away, so that the refusal can still be sent. */
function readAll(incoming: IncomingMessage, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer<ArrayBuffer>[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer<ArrayBuffer>) => {
      size += chunk.length;
      if (size <= most) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve(null);
    });
    incoming.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}

/** The way to a caller on a connection. */
export function createNodeOutlet(outgoing: ServerResponse): Outlet {
  const head = (status: number, headers: HeaderList, length?: number): void => {
    const sent: Record<string, string> = Object.fromEntries(headers);
    if (length !== undefined) sent['content-length'] = String(length);
    outgoing.writeHead(status, sent);
  };
  return {
    send(status, headers, body) {
      if (outgoing.destroyed) return;
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      head(status, headers, bytes.length);
      endWith(outgoing, bytes);
    },
    open(status, headers) {
      if (outgoing.destroyed) return;
      head(status, headers);
      // Mostly the first event is there already, and goes out with the head in one piece.
      setImmediate(() => {
        if (!outgoing.destroyed && !outgoing.writableEnded) outgoing.flushHeaders();
      });
    },
    write: (chunk) => (outgoing.destroyed || outgoing.write(chunk) ? undefined : flushed(outgoing)),
    end: () => void outgoing.end(),
    breakOff() {
      if (outgoing.socket && !outgoing.socket.destroyed) outgoing.socket.destroySoon();
    },
    reset: () => void outgoing.socket?.resetAndDestroy(),
  };
}

/** Waits until the caller has read what was sent, or has left; and takes its listeners off again. */
async function flushed(outgoing: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => resolve();
  outgoing.once('drain', done).once('close', done);
  if (!outgoing.destroyed) await promise;
  outgoing.off('drain', done).off('close', done);
}
