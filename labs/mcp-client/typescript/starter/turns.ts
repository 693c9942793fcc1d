import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http.ts';

/** POST /turns: a message for the agent. */
export async function takeTurn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  throw new HttpError(501, 'not_implemented', 'Not written yet.');
}
