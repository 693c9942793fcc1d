import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { HttpError, readJson, sendJson } from './http.ts';
import { Session } from './session.ts';

const Body = z.object({ question: z.string().regex(/\S/) });

export async function ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Body.safeParse(await readJson(request));
  if (!body.success) throw new HttpError(400, 'bad_request', body.error.message);
  const left = new AbortController();
  response.once('close', () => left.abort());
  sendJson(response, 200, await new Session(body.data.question).advance(left.signal));
}
