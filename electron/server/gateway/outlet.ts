/** A call's request: of a real connection, or a `Request`. */
export interface CallRequest extends Pick<Request, 'method' | 'url' | 'headers' | 'signal'> {
  readonly body: ReadableStream<Uint8Array> | null;
  /** Lets `signal` fire when another does as well, until the call's connection is done with it. Cheaper than `AbortSignal.any`. */
  stopWith?(other: AbortSignal): void;
  /** Reads the body at once, where that is cheaper than `body`; null when it is larger than `most` bytes. */
  read?(most: number): Promise<Uint8Array<ArrayBuffer> | null>;
}

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Where an answer goes. Either `send` once, or `open`, `write`s and `end`; `breakOff` and `reset` may come instead. */
export interface Outlet {
  /** A whole answer. */
  send(status: number, headers: HeaderList, body: Uint8Array | string): void;
  /** The head of an answer that comes in pieces. It goes out at once, so that a caller sees that its call was taken. */
  open(status: number, headers: HeaderList): void;
  /** @returns what to wait for before the next piece, if the caller is slow */
  write(chunk: Uint8Array): Promise<void> | undefined;
  end(): void;
  /** Breaks the connection after what was written: ending it would make half an answer look whole. */
  breakOff(reason: unknown): void;
  /** Breaks the connection at once. */
  reset(): void;
}

/** An outlet that becomes a `Response`, for callers inside the process. `onLeft` comes when its body is cancelled. */
export function createResponseOutlet(onLeft: (reason: unknown) => void): {
  outlet: Outlet;
  response: Promise<Response>;
} {
  const { promise, resolve } = Promise.withResolvers<Response>();
  let stream: ReadableStreamDefaultController<Uint8Array> | null = null;
  let wanted: (() => void) | null = null;
  const headersOf = (list: HeaderList): Headers => new Headers(list.map(([name, value]) => [name, value]));
  const outlet: Outlet = {
    send: (status, headers, body) =>
      resolve(
        new Response(typeof body === 'string' ? body : new Uint8Array(body), {
          status,
          headers: headersOf(headers),
        }),
      ),
    open(status, headers) {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => void (stream = controller),
        pull: () => wanted?.(),
        cancel: onLeft,
      });
      resolve(new Response(body, { status, headers: headersOf(headers) }));
    },
    write(chunk) {
      stream?.enqueue(chunk);
      if ((stream?.desiredSize ?? 1) > 0) return undefined;
      return new Promise((go) => (wanted = go));
    },
    end: () => stream?.close(),
    breakOff: (reason) => stream?.error(reason),
    // What fetch itself calls a network error.
    reset: () => resolve(Response.error()),
  };
  return { outlet, response: promise };
}
