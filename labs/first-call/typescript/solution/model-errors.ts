import { APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { HttpError } from './http.ts';

const BUSY = [429, 529];

/** What a failed call to the model means for the caller of this service. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof APIConnectionTimeoutError) {
    return new HttpError(504, 'model_timeout', 'The model did not answer in time.');
  }
  if (error instanceof APIError && BUSY.includes(error.status ?? 0)) {
    const after = error.headers?.get('retry-after');
    return new HttpError(
      503,
      'model_busy',
      'The model is busy. Try again later.',
      after ? { 'retry-after': after } : {},
    );
  }
  if (error instanceof HttpError) return error;
  return new HttpError(502, 'model_failed', 'The model could not finish the summary.');
}
