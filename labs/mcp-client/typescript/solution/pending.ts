import { randomUUID } from 'node:crypto';
import type { Conversation, Outcome, Waiting } from './agent.ts';
import { config } from './config.ts';
import { HttpError } from './http.ts';

/** A conversation that waits for a person. The calls are those that were shown: nothing changes them from here on. */
interface Pending {
  conversation: Conversation;
  waiting: Waiting;
  expiresAt: Date;
  isDecided: boolean;
}

const pending = new Map<string, Pending>();

/** The body of an answer. A conversation that has to wait is put aside. */
export function toAnswer(conversation: Conversation, outcome: Outcome): object {
  if (outcome.status !== 'waiting') return outcome;
  const id = randomUUID();
  const expiresAt = new Date(Date.now() + config.approvalMs);
  pending.set(id, { conversation, waiting: outcome, expiresAt, isDecided: false });
  const calls = outcome.calls.map(({ name, input }) => {
    const { connection, definition } = conversation.tools.get(name)!;
    return { server: connection.server.name, tool: definition.name, arguments: input };
  });
  return { status: 'needs_approval', approval: { id, calls, expiresAt: expiresAt.toISOString() } };
}

/** Takes what waits under an id, for the one decision about it. @throws HttpError when it is not there, or too late */
export function takePending(id: string): Pending {
  const one = pending.get(id);
  if (!one) throw new HttpError(404, 'not_found', `There is no approval ${id}.`);
  if (one.isDecided) throw new HttpError(409, 'decided', 'This was decided already.');
  if (Date.now() > one.expiresAt.getTime())
    throw new HttpError(410, 'expired', 'This was asked too long ago.');
  one.isDecided = true;
  return one;
}
