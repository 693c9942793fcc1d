import type { Wire } from './wire.ts';

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
  /** The field of the request that is at fault; OpenAI's errors have a place for it. */
  param?: string | undefined;
  /** Seconds. */
  retryAfter?: number | undefined;
  retry?: boolean;
}

export function failure(status: number, message: string, more: Partial<ApiFailure> = {}): ApiFailure {
  return { status, message, ...more };
}

type Told = Omit<ApiFailure, 'retry' | 'retryAfter'>;

/** The body of an error, in the API's exact shape; the same object is the data of an `error` event in a stream. */
export function errorBody(problem: Told, requestId: string): Record<string, unknown> {
  const { status, message, type = errorType(status), details } = problem;
  return { type: 'error', error: { type, message, ...(details ? { details } : {}) }, request_id: requestId };
}

/** Codes of OpenAI's API by status (platform.openai.com, "Error codes"). */
const OPENAI_CODE: Record<number, string> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

/** The same in OpenAI's shape. `code` is the gateway's own word for the reason, where it has one. */
export function openAiErrorBody(problem: Told): Record<string, unknown> {
  const { status, message, type, details, param = null } = problem;
  const code = details?.error_code ?? OPENAI_CODE[status] ?? null;
  const kind = status >= 500 ? 'server_error' : status === 429 ? 'rate_limit_error' : 'invalid_request_error';
  const more = details ? { details } : {};
  return { error: { message, type: type ?? kind, param, code, ...more } };
}

/** An error in the shape of the caller's API, ready to be sent. */
export function errorAnswer(problem: ApiFailure, requestId: string, wire: Wire = 'anthropic'): ErrorAnswer {
  const headers: [string, string][] = [
    ['content-type', 'application/json'],
    ['request-id', requestId],
  ];
  if (wire === 'openai') headers.push(['x-request-id', requestId]);
  if (problem.retryAfter !== undefined) headers.push(['retry-after', String(problem.retryAfter)]);
  if (problem.retry !== undefined) headers.push(['x-should-retry', String(problem.retry)]);
  const body = wire === 'openai' ? openAiErrorBody(problem) : errorBody(problem, requestId);
  return { status: problem.status, headers, body: JSON.stringify(body) };
}

export interface ErrorAnswer {
  status: number;
  headers: [string, string][];
  body: string;
}
