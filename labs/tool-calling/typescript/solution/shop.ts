import type { z } from 'zod';
import { config } from './config.ts';
import { ToolError } from './tool-error.ts';

const PASSING = [502, 503, 504];
const READ_ATTEMPTS = 2;
const REFUND_ATTEMPTS = 3;

/** Reads from the shop. Tries once more after passing trouble. @throws ToolError in words that the model may see */
export async function read<T>(
  path: string,
  query: Record<string, string>,
  { schema, signal }: { schema: z.ZodType<T>; signal: AbortSignal },
): Promise<T> {
  const url = `${config.shopUrl}${path}?${new URLSearchParams(query)}`;
  return send(url, {}, { schema, signal, attempts: READ_ATTEMPTS });
}

/** Changes something in the shop. The key makes every attempt the same change. @throws ToolError */
export async function change<T>(
  path: string,
  { body, key }: { body: unknown; key: string },
  { schema, signal }: { schema: z.ZodType<T>; signal: AbortSignal },
): Promise<T> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  };
  return send(config.shopUrl + path, init, { schema, signal, attempts: REFUND_ATTEMPTS });
}

interface Terms<T> {
  schema: z.ZodType<T>;
  signal: AbortSignal;
  attempts: number;
}

async function send<T>(url: string, init: RequestInit, { schema, signal, attempts }: Terms<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(config.toolTimeoutMs)]);
      const response = await fetch(url, { ...init, signal: limit });
      if (PASSING.includes(response.status) && attempt < attempts) {
        await response.body?.cancel();
        continue;
      }
      return await readAnswer(response, schema);
    } catch (error) {
      if (error instanceof ToolError) throw error;
      signal.throwIfAborted();
      const isTooSlow = error instanceof DOMException && error.name === 'TimeoutError';
      // Asking a slow shop again would double the wait; a change is different: we have to know how it ended.
      if (attempt < attempts && (!isTooSlow || init.method === 'POST')) continue;
      throw new ToolError(isTooSlow ? 'The shop did not answer in time.' : 'The shop could not be reached.');
    }
  }
}

async function readAnswer<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  if (response.status === 404) throw new ToolError('not found');
  if (response.status === 409) throw new ToolError('The shop refused: more than the order cost.');
  if (!response.ok) throw new ToolError(`The shop failed with status ${response.status}.`);
  const text = await response.text();
  const answer = schema.safeParse(parsed(text));
  // What the shop sent instead is for our log, never for the model.
  if (!answer.success) throw new ToolError('The shop sent an answer that makes no sense.');
  return answer.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
