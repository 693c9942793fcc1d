import { TRPCClientError } from '@trpc/client';
import { sessionLost } from './client.ts';
import { currentSession, SESSION_HEADER } from './session.ts';

/**
 * A plain HTTP request to Cairn's server, for files that are too large for a call. A refusal is thrown in the shape
 * of a refused call, so that it is explained in the same words.
 */
export async function requestFile(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    headers: { [SESSION_HEADER]: currentSession() ?? '' },
  }).catch((error: unknown) => {
    throw TRPCClientError.from(error instanceof Error ? error : new Error(String(error)));
  });
  if (response.ok) return response;
  if (response.status === 401) sessionLost();
  const body = (await response.json().catch(() => null)) as { error?: { message: string } } | null;
  const message = body?.error?.message ?? `Cairn’s server answered ${response.status}.`;
  throw TRPCClientError.from({ error: { code: -32000, message, data: { cairn: body?.error ?? null } } });
}
