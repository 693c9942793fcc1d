import { hash } from 'node:crypto';
import { asArray, asObject, type JsonObject } from '../json.ts';
import type { RecordedCall } from '../types.ts';

/** How many calls of all runs can still be continued. Older conversations begin anew; their calls keep their ids. */
const KEPT_ENDS = 4096;

export interface Conversations {
  /** The conversation of a call that has ended: the id of the call that began it. Null for anything but a chat. */
  of(call: RecordedCall): string | null;
}

/**
 * Groups the calls of a run. A call whose messages extend an earlier call's belongs to its conversation; one that
 * repeats an earlier call which failed does too. Messages are compared by a hash of each prefix, so a long history
 * costs one pass over its text and is not kept.
 */
export function createConversations(): Conversations {
  const ends = new Map<string, { conversation: string; isWell: boolean }>();

  return {
    of(call) {
      const body = asObject(call.body);
      if (call.operation !== 'messages' || !Array.isArray(body.messages)) return null;
      const prefixes = prefixHashes(call.runId, body);
      const whole = prefixes.at(-1) ?? '';
      const before = prefixes.slice(0, -1).findLast((prefix) => ends.has(prefix));
      const same = ends.get(whole);
      const known = same && !same.isWell ? same : before ? ends.get(before) : undefined;
      const conversation = known?.conversation ?? call.id;
      // Set anew, so that the map's order is that of the last use.
      ends.delete(whole);
      ends.set(whole, { conversation, isWell: call.outcome === 'answered' && (call.status ?? 0) < 400 });
      if (ends.size > KEPT_ENDS) ends.delete(ends.keys().next().value!);
      return conversation;
    },
  };
}

/** A hash for each number of messages from one up. The mark that moves the cache along is no part of a message. */
function prefixHashes(runId: string, { system, messages }: JsonObject): string[] {
  let state = `${runId}${textOf(system ?? null)}`;
  return asArray(messages).map((message) => {
    state = hash('sha1', state + textOf(message), 'base64');
    return state;
  });
}

function textOf(value: unknown): string {
  try {
    const text = JSON.stringify(value);
    if (!text.includes('"cache_control"')) return text;
    return JSON.stringify(value, (name, inner: unknown) => (name === 'cache_control' ? undefined : inner));
  } catch {
    // Lists in lists ten thousand deep can be parsed, but not written.
    return 'nested too deep';
  }
}
