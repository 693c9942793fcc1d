import { createHash } from 'node:crypto';
import type { JsonObject } from '../json.ts';

/** Tags for the provider's own books, which change from run to run and never change an answer. */
const VOLATILE = new Set(['metadata', 'user', 'safety_identifier', 'prompt_cache_key']);

export interface ReplayRequest {
  provider: string;
  /** The provider's own name of the model: what the caller calls it does not matter. */
  model: string;
  operation: string;
  /** The API that the answer is in. */
  wire: string;
  headers: Headers;
  body: JsonObject;
}

/** The request without what is volatile, its keys in order: two requests that mean the same are the same text. */
export function canonicalBody({ body, model }: Pick<ReplayRequest, 'body' | 'model'>): JsonObject {
  const kept = Object.entries({ ...body, model }).filter(([name]) => !VOLATILE.has(name));
  return ordered(Object.fromEntries(kept)) as JsonObject;
}

/**
 * The name of a request among recorded answers: a hash of its canonical form, the provider, and the two headers that
 * change what the API answers.
 */
export function replayKey(request: ReplayRequest): string {
  const { provider, model, operation, wire, headers } = request;
  const whole = {
    provider,
    model,
    operation,
    wire,
    version: headers.get('anthropic-version'),
    beta: headers.get('anthropic-beta'),
    body: canonicalBody(request),
  };
  return createHash('sha256').update(JSON.stringify(whole)).digest('hex');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner)]));
}
