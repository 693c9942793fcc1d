import { run, type Conversation } from './agent.ts';
import { config } from './config.ts';
import { waitForPerson } from './pending.ts';

/** Goes on with a conversation within its time. @returns the body of the answer */
export async function advance(
  conversation: Conversation,
  left: AbortSignal,
  before?: (signal: AbortSignal) => Promise<void>,
): Promise<object> {
  const deadline = AbortSignal.timeout(config.maxMs);
  const signal = AbortSignal.any([left, deadline]);
  try {
    await before?.(signal);
    const outcome = await run(conversation, signal);
    return outcome.status === 'waiting' ? waitForPerson(conversation, outcome.calls) : outcome;
  } catch (error) {
    if (deadline.aborted && !left.aborted) return { status: 'stopped', reason: 'time' };
    throw error;
  }
}
