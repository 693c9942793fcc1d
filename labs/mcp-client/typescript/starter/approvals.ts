import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http.ts';

/** POST /approvals/:id: a person's decision about what the agent wants to do. */
export async function decide(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  throw new HttpError(501, 'not_implemented', 'Not written yet.');
}
