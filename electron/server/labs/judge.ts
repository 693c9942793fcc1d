import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckResult } from '../../shared/labs.ts';
import type { RecordedCall } from '../gateway/types.ts';
import { RuntimeMissing } from './adapters/types.ts';
import { CheckFailure } from './checks.ts';
import { isMcpError } from './contracts/mcp-tools.ts';
import { show } from './expect.ts';

export type Judged = Pick<
  CheckResult,
  'status' | 'message' | 'expected' | 'actual' | 'file' | 'line' | 'call'
>;

interface Facts {
  isLive: boolean;
  calls: readonly RecordedCall[];
  isCanceled: boolean;
}

/** Tells the learner's failures from everything that is not their fault. @param thrown undefined for a pass */
export function judge(thrown: unknown, facts: Facts): Judged {
  if (facts.isCanceled) return { status: 'error', message: 'The check was stopped before it ended.' };
  if (thrown === undefined) return { status: 'pass', message: '' };
  if (thrown instanceof RuntimeMissing) return { status: 'error', message: thrown.message };
  const outage = facts.isLive ? facts.calls.find(isOutage) : undefined;
  if (outage) {
    const reason = outage.error ?? `status ${outage.status}`;
    return {
      status: 'error',
      message: `The model could not be used, so this says nothing about your code: ${reason}`,
      call: outage.index,
    };
  }
  if (thrown instanceof CheckFailure) {
    const details = Object.entries(thrown.details).filter(([, value]) => value !== undefined);
    return { status: 'fail', message: thrown.message, ...Object.fromEntries(details) };
  }
  if (isMcpError(thrown)) {
    return {
      status: 'fail',
      message: `Your MCP server did not answer as the check needs: ${thrown.message}`,
    };
  }
  const reason = thrown instanceof Error ? thrown.message : show(thrown);
  return { status: 'error', message: `The check itself broke, which is not your fault: ${reason}` };
}

/**
 * How long the words of a crash may come after its answer: frameworks answer 500 first, then they print. A 501 or 502
 * is an answer that somebody wrote.
 */
const LATE_WORDS_MS = 1000;
const LOOK_MS = 25;

/**
 * A server error is explained by the error that the program printed, more often than by what it answered.
 * @param said gives what the program has printed so far
 */
export async function withOutput(judged: Judged, said: () => string): Promise<Judged> {
  if (judged.status !== 'fail' || !/^5\d\d\b/.test(judged.actual ?? '')) return judged;
  const end = performance.now() + (judged.actual?.startsWith('500') ? LATE_WORDS_MS : 0);
  while (!/Error\b/.test(said())) {
    if (performance.now() > end) return judged;
    await sleep(LOOK_MS);
  }
  return { ...judged, message: `${judged.message}\nYour program printed:\n${said()}` };
}

/** A model that did not answer for a reason of its own: not a bad request, and not a budget that was spent. */
function isOutage({ injected, outcome, operation, status, error }: RecordedCall): boolean {
  if (injected !== null || status === null || operation !== 'messages') return false;
  // A real break in mid-answer has a status of 200: the model died, the learner's code only met it.
  if (status >= 500 || outcome === 'cut') return true;
  // The model is not the learner's choice, so neither is one that is unknown, has no key or no price. A wrong run
  // token never gets here: such a call belongs to no run.
  if ([401, 402, 403, 404].includes(status) || /^The (price of|monthly cap) /.test(error ?? '')) return true;
  return outcome === 'answered' && [408, 429].includes(status);
}
