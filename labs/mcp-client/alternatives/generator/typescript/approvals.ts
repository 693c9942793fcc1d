import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, readJson, sendJson } from './http.ts';
import { advance, take } from './questions.ts';

/** POST /approvals/:id: a person's decision. */
export async function decide(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { approved } = await readJson(request);
  if (approved !== true && approved !== false) throw new HttpError(400, 'bad_request', 'Yes or no?');
  sendJson(response, 200, await advance(take(id), approved));
}
