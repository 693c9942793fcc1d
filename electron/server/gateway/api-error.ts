/** Error types of the Messages API by status (docs.anthropic.com, "Errors"). */
const TYPE_BY_STATUS: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

function errorType(status: number): string {
  return TYPE_BY_STATUS[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
}

/** A refusal or failure on its way to the caller. `retry: false` tells the official SDKs not to try again. */
export interface ApiFailure {
  status: number;
  message: string;
  type?: string | undefined;
  details?: Record<string, unknown>;
  /** Seconds. */
  retryAfter?: number | undefined;
  retry?: boolean;
}

export function failure(status: number, message: string, more: Partial<ApiFailure> = {}): ApiFailure {
  return { status, message, ...more };
}

/** The body of an error, in the API's exact shape; the same object is the data of an `error` event in a stream. */
export function errorBody(
  problem: Omit<ApiFailure, 'retry' | 'retryAfter'>,
  requestId: string,
): Record<string, unknown> {
  const { status, message, type = errorType(status), details } = problem;
  return { type: 'error', error: { type, message, ...(details ? { details } : {}) }, request_id: requestId };
}

export function errorResponse(problem: ApiFailure, requestId: string): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'request-id': requestId });
  if (problem.retryAfter !== undefined) headers.set('retry-after', String(problem.retryAfter));
  if (problem.retry !== undefined) headers.set('x-should-retry', String(problem.retry));
  return new Response(JSON.stringify(errorBody(problem, requestId)), { status: problem.status, headers });
}
