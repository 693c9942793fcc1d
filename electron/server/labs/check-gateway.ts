import type { ModelReply, RecordedCall, SharedGateway } from '../gateway/types.ts';
import type { CheckGateway } from './checks.ts';

/** What the model says when a check plans nothing. */
const ANSWER = { kind: 'answer', text: 'The team opened an office in Warsaw.', match: 'every' } as const;

export interface RunGateway extends CheckGateway {
  reply(answer: ModelReply): void;
  /** What a reply threw: the learner's program only saw a failed call. */
  thrown(): unknown;
}

/** The model's side of one check's gateway run. */
export function createCheckGateway(gateway: SharedGateway, runId: string): RunGateway {
  const calls = (): readonly RecordedCall[] => gateway.calls(runId);
  let thrown: unknown;
  return {
    plan: (faults) => gateway.setFaults(runId, [...faults, ANSWER]),
    answer(text, more = {}) {
      gateway.setFaults(runId, [{ kind: 'answer', text, ...more }, ANSWER]);
      return text;
    },
    calls,
    messages: () => calls().filter(({ operation }) => operation === 'messages'),
    settled: (timeoutMs) => gateway.settled(runId, timeoutMs),
    reply(answer) {
      gateway.setReply(runId, async (request) => {
        try {
          return await answer(request);
        } catch (error) {
          thrown ??= error;
          return { kind: 'status', status: 400, message: 'The script of this check failed.' };
        }
      });
    },
    thrown: () => thrown,
  };
}
