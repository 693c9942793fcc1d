/** Every way a request can be refused. Closed: a new code needs a line in the status table below. */
export type ErrorCode =
  | 'bad_input'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unavailable'
  | 'storage_failed'
  | 'internal';

/** The one table from error code to HTTP status. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  bad_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unavailable: 503,
  storage_failed: 507,
  internal: 500,
};

/**
 * A refusal that a person will read. `message` says what is wrong, `hint` what to do next.
 * An expected outcome (a failed check, a model outage) is a result with its own type, not one of these.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
  }
}

/** The wire form of any thrown value: never a stack, never the message of an unexpected error. */
export function toPublicError(error: unknown): { code: ErrorCode; message: string; hint?: string } {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, ...(error.hint ? { hint: error.hint } : {}) };
  }
  return {
    code: 'internal',
    message: 'Something went wrong inside Cairn.',
    hint: 'Nothing was lost. The log in the data folder has the details.',
  };
}
