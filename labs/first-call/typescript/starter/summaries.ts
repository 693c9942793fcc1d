import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http.ts';

/** POST /summaries: summarises one stored article. */
export async function createSummary(request: IncomingMessage, response: ServerResponse): Promise<void> {
  throw new HttpError(501, 'not_implemented', 'Not written yet.');
}
