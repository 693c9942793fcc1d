import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, readJson, sendJson } from './http.ts';
import { goOn, resultsFor, waiting } from './loop.ts';

const decided = new Map<string, Promise<object>>();

export async function confirm(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  if (!waiting.has(id)) throw new HttpError(404, 'not_found', 'unknown id');
  if (body.approved !== true && body.approved !== false) throw new HttpError(400, 'bad_request', 'approved?');
  if (!decided.has(id)) decided.set(id, carryOut(id, body.approved));
  sendJson(response, 200, await decided.get(id));
}

async function carryOut(id: string, approved: boolean): Promise<object> {
  const { state, calls } = waiting.get(id)!;
  const never = new AbortController().signal;
  const content = await resultsFor(calls, never, (call) => (approved ? `${id}/${call.id}` : null));
  state.messages.push({ role: 'user', content });
  return goOn(state, never);
}
