import type { IncomingMessage, ServerResponse } from 'node:http';
import { freshState, goOn } from './loop.ts';
import { HttpError, readJson, sendJson } from './http.ts';

export async function ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  if (typeof body.question !== 'string' || !body.question.trim()) {
    throw new HttpError(400, 'bad_request', 'question?');
  }
  const gone = new AbortController();
  request.socket.on('close', () => gone.abort('gone'));
  const answer = await goOn(freshState(body.question), gone.signal);
  if (!gone.signal.aborted) sendJson(response, 200, answer);
}
