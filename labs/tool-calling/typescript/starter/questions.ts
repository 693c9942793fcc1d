import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http.ts';

/** POST /questions: answers one question about orders. */
export async function ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
  throw new HttpError(501, 'not_implemented', 'Not written yet.');
}
