import type { RecordedCall } from '../types.ts';

const BY_STATUS: Record<number, string> = {
  401: 'authentication',
  403: 'permission',
  404: 'not_found',
  413: 'too_large',
  429: 'rate_limit',
  502: 'unreachable',
  504: 'timeout',
  529: 'overloaded',
};

/**
 * What kind of failure a call was, in one word that can be filtered by: `aborted`, `cut` (the answer broke off),
 * `limit` (the gateway refused it for a limit of the run), or the class of its status. Null for a call that went well.
 */
export function errorClassOf({ outcome, status, stopReason }: RecordedCall): string | null {
  if (outcome === 'aborted' || outcome === 'cut') return outcome;
  if (status !== null && status >= 400) {
    if (outcome === 'refused' && status === 429) return 'limit';
    return BY_STATUS[status] ?? (status >= 500 ? 'server_error' : 'invalid_request');
  }
  return stopReason === 'refusal' || stopReason === 'content_filter' ? 'refusal' : null;
}
