import type { IncomingMessage, ServerResponse } from 'node:http';
import { run, startConversation } from './agent.ts';
import { HttpError, readJson, sendJson } from './http.ts';
import { toAnswer } from './pending.ts';

/** POST /turns: a message for the agent. */
export async function takeTurn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { message } = await readJson(request);
  if (typeof message !== 'string' || message.trim() === '') {
    throw new HttpError(400, 'bad_request', 'Send a message.');
  }
  const conversation = await startConversation(message);
  sendJson(response, 200, toAnswer(conversation, await run(conversation)));
}
