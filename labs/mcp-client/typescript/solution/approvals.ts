import type { IncomingMessage, ServerResponse } from 'node:http';
import { decideCalls, run } from './agent.ts';
import { HttpError, readJson, sendJson } from './http.ts';
import { takePending, toAnswer } from './pending.ts';

/** POST /approvals/:id: a person's decision about exactly the calls that were shown. */
export async function decide(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { approved } = await readJson(request);
  if (typeof approved !== 'boolean') throw new HttpError(400, 'bad_request', 'Say approved: true or false.');
  const { conversation, waiting } = takePending(id);
  await decideCalls(conversation, waiting, approved);
  sendJson(response, 200, toAnswer(conversation, await run(conversation)));
}
