import { TOKEN_PREFIX } from './runs.ts';

/** Keys by their looks: Anthropic and OpenAI style keys, run tokens, bearer values. */
const PATTERNS = [
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  new RegExp(`${TOKEN_PREFIX}[A-Za-z0-9_-]{8,}`, 'g'),
  /\b(Bearer )[A-Za-z0-9._~+/-]{8,}=*/gi,
];

/** Most texts hold none of these, and looking for them is cheap. */
const mayHoldKey = (text: string): boolean =>
  text.includes('sk-') || text.includes(TOKEN_PREFIX) || /bearer /i.test(text);

/** A function, because most patterns have no group. What comes before a bearer value stays. */
const KEPT = (_: string, before: unknown): string =>
  typeof before === 'string' ? `${before}[key]` : '[key]';

/** Takes keys out of text on its way to the ledger, the log or the caller. */
export interface Redactor {
  /** Makes a key known by value, so that one of unusual looks is found as well. */
  learn(secret: string): void;
  text(text: string): string;
  /** The same for bytes that pass by, and for known keys only. */
  bytes(): ByteFilter;
}

export interface ByteFilter {
  push(chunk: Uint8Array): Uint8Array;
  /** What was held back, at the end. */
  rest(): Uint8Array;
}

/** Replaces secrets, also one that is cut in two. Holds back only what may be the beginning of one. */
function createByteFilter(secrets: readonly Buffer[]): ByteFilter {
  const mark = Buffer.from('[key]');
  let held: Buffer = Buffer.alloc(0);

  function clean(bytes: Buffer): Buffer {
    let result = bytes;
    for (const secret of secrets) {
      for (let at = result.indexOf(secret); at >= 0; at = result.indexOf(secret, at + mark.length))
        result = Buffer.concat([result.subarray(0, at), mark, result.subarray(at + secret.length)]);
    }
    return result;
  }

  /** How many bytes at the end are the beginning of a secret. */
  function beginning(bytes: Buffer): number {
    const longest = Math.max(0, ...secrets.map(({ length }) => length - 1));
    for (let length = Math.min(longest, bytes.length); length > 0; length -= 1) {
      const end = bytes.subarray(bytes.length - length);
      if (secrets.some((secret) => secret.length > length && secret.subarray(0, length).equals(end)))
        return length;
    }
    return 0;
  }

  return {
    push(chunk) {
      const bytes = clean(held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]));
      const whole = bytes.length - beginning(bytes);
      held = bytes.subarray(whole);
      return bytes.subarray(0, whole);
    },
    rest: () => held,
  };
}

export function createRedactor(): Redactor {
  const known = new Set<string>();
  return {
    learn(secret) {
      // Very short values would blank out ordinary words.
      if (secret.length >= 8) known.add(secret);
    },
    text(text) {
      let clean = text;
      for (const secret of known) clean = clean.replaceAll(secret, '[key]');
      if (!mayHoldKey(clean)) return clean;
      for (const pattern of PATTERNS) clean = clean.replace(pattern, KEPT);
      return clean;
    },
    bytes: () => createByteFilter([...known].map((secret) => Buffer.from(secret))),
  };
}

const SECRET_HEADERS = new Set(['authorization', 'x-api-key', 'cookie', 'proxy-authorization']);

/** A request's headers for the record: lower-case, without those that carry a secret. */
export function publicHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !SECRET_HEADERS.has(name)));
}
