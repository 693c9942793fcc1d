import { Readable } from 'node:stream';

interface Head {
  status: number;
  headers: Headers;
}

interface Init {
  status: number;
  headers: Record<string, string>;
}

type WebBody = ReadableStream<Uint8Array<ArrayBuffer>>;

const isPossible = (status: number): boolean => status >= 200 && status <= 599;

/**
 * A provider's answer, as a `Response` whose body is a Node stream. Web streams cost more than all the rest of a call,
 * so the body becomes one only when somebody asks for it.
 */
export class NodeAnswer extends Response {
  readonly head: Head;
  readonly #source: Readable;
  #body: WebBody | null = null;
  #isTaken = false;

  constructor(source: Readable, { status, headers }: Init) {
    // A status that no `Response` may have is still told; whoever reads it has to refuse it.
    super(null, { status: isPossible(status) ? status : 502, headers });
    this.#source = source;
    this.head = { status, headers: this.headers };
  }

  /** The Node stream itself, once; null when the body was asked for before. */
  take(): Readable | null {
    if (this.#isTaken || this.#body) return null;
    this.#isTaken = true;
    return this.#source;
  }

  asWeb(): WebBody {
    this.#body ??= Readable.toWeb(this.#source) as WebBody;
    return this.#body;
  }

  isUsed(): boolean {
    return this.#isTaken || (this.#body?.locked ?? false);
  }
}

const whole = (answer: NodeAnswer): Response => new Response(answer.asWeb(), answer.head);

// What reads the body, as its own class declares it: TypeScript takes these for fields, which cannot be overridden.
Object.defineProperties(NodeAnswer.prototype, {
  status: { get: statusOf },
  body: { get: bodyOf },
  bodyUsed: { get: usedOf },
  ...Object.fromEntries(
    (['text', 'json', 'arrayBuffer', 'bytes', 'blob', 'formData', 'clone'] as const).map((name) => [
      name,
      {
        value(this: NodeAnswer): unknown {
          return whole(this)[name]();
        },
      },
    ]),
  ),
});

function statusOf(this: NodeAnswer): number {
  return this.head.status;
}

function bodyOf(this: NodeAnswer): WebBody {
  return this.asWeb();
}

function usedOf(this: NodeAnswer): boolean {
  return this.isUsed();
}
