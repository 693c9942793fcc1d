import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { HttpError, readJson, sendJson } from './http.ts';
import { Session } from './session.ts';

const Body = z.object({ approved: z.boolean() });

export async function confirm(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = Session.find(id);
  if (session === undefined) throw new HttpError(404, 'not_found', 'Nobody asked that.');
  const body = Body.safeParse(await readJson(request));
  if (!body.success) throw new HttpError(400, 'bad_request', body.error.message);
  sendJson(response, 200, await session.decide(id, body.data.approved));
}
