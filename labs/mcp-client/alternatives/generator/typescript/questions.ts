import { config } from './config.ts';
import { HttpError } from './http.ts';
import type { converse } from './loop.ts';

type Loop = ReturnType<typeof converse>;

const waiting = new Map<string, { loop: Loop; until: number }>();
const decided = new Set<string>();
let count = 0;

/** Goes on with a loop to its end or to its next question. @returns the body of the answer */
export async function advance(loop: Loop, isAgreed?: boolean): Promise<object> {
  const { value, done } = await (isAgreed === undefined ? loop.next() : loop.next(isAgreed));
  if (done) return value;
  count += 1;
  const id = `q${count}-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
  const until = Date.now() + config.approvalMs;
  waiting.set(id, { loop, until });
  const calls = value.uses.map(({ use, tool }) => ({
    server: tool.connection.server.name,
    tool: tool.definition.name,
    arguments: use.input,
  }));
  return { status: 'needs_approval', approval: { id, calls, expiresAt: new Date(until).toISOString() } };
}

/** The loop that waits under an id; nobody gets it twice. @throws HttpError */
export function take(id: string): Loop {
  if (decided.has(id)) throw new HttpError(409, 'conflict', 'Too late: somebody has decided.');
  const found = waiting.get(id);
  if (!found) throw new HttpError(404, 'not_found', 'Nobody asked this.');
  if (found.until <= Date.now()) throw new HttpError(410, 'gone', 'Too late: the question has expired.');
  waiting.delete(id);
  decided.add(id);
  return found.loop;
}
