import type { IncomingMessage, ServerResponse } from 'node:http';
import { advance } from './advance.ts';
import { addResults } from './agent.ts';
import { HttpError, readJson, sendJson } from './http.ts';
import { findPending } from './pending.ts';

// Whoever agreed may close the page: what was agreed is done anyway.
const nobodyLeaves = new AbortController().signal;

/** POST /confirmations/:id: a person's decision. The first one counts; the same answer comes back every time. */
export async function confirm(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { approved } = await readJson(request);
  if (typeof approved !== 'boolean') throw new HttpError(400, 'bad_request', 'Say approved: true or false.');
  const one = findPending(id);
  if (!one) throw new HttpError(404, 'not_found', `There is no confirmation ${id}.`);
  const { conversation, calls } = one;
  one.outcome ??= advance(conversation, nobodyLeaves, (signal) =>
    addResults(conversation, calls, { signal, decision: { id, approved } }),
  );
  sendJson(response, 200, await one.outcome);
}
