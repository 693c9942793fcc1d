import type { IncomingMessage, ServerResponse } from 'node:http';
import { advance } from './advance.ts';
import { startConversation } from './agent.ts';
import { HttpError, readJson, sendJson } from './http.ts';

/** POST /questions: answers one question about orders. */
export async function ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { question } = await readJson(request);
  if (typeof question !== 'string' || question.trim() === '') {
    throw new HttpError(400, 'bad_request', 'Send a question.');
  }
  const left = new AbortController();
  response.on('close', () => left.abort());
  sendJson(response, 200, await advance(startConversation(question), left.signal));
}
