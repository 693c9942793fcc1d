import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, readJson, sendJson } from './http.ts';
import { converse } from './loop.ts';
import { advance } from './questions.ts';

/** POST /turns: a message for the agent. */
export async function takeTurn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { message } = await readJson(request);
  if (typeof message !== 'string' || !/\S/.test(message))
    throw new HttpError(400, 'bad_request', 'What is it?');
  sendJson(response, 200, await advance(converse(message)));
}
