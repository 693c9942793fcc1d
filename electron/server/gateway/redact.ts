import { TOKEN_PREFIX } from './runs.ts';

/** Keys by their looks: Anthropic and OpenAI style keys, run tokens, bearer values. */
const PATTERNS = [
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  new RegExp(`${TOKEN_PREFIX}[A-Za-z0-9_-]{8,}`, 'g'),
  /(?<=Bearer )[A-Za-z0-9._~+/-]{8,}=*/gi,
];

/** Takes keys out of text on its way to the ledger, the log or the caller. */
export interface Redactor {
  /** Makes a key known by value, so that one of unusual looks is found as well. */
  learn(secret: string): void;
  text(text: string): string;
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
      for (const pattern of PATTERNS) clean = clean.replace(pattern, '[key]');
      return clean;
    },
  };
}

const SECRET_HEADERS = new Set(['authorization', 'x-api-key', 'cookie', 'proxy-authorization']);

/** A request's headers for the record: lower-case, without those that carry a secret. */
export function publicHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !SECRET_HEADERS.has(name)));
}
