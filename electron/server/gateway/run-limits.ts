import { failure, type ApiFailure } from './api-error.ts';
import { estimateTokens } from './estimate.ts';
import { asNumber, type JsonObject } from './json.ts';
import { costUsd } from './prices.ts';
import type { Run } from './runs.ts';
import type { RecordedCall } from './types.ts';

/** What a call is expected to use before it is made. */
export interface Claim {
  /** Estimated; see `estimateTokens`. */
  inputTokens: number;
  /** What the estimated input alone costs, and the most that the call may cost with all of `max_tokens`; US dollars. */
  inputUsd: number;
  mostUsd: number;
}

/**
 * What a request may use, by its estimated prompt and its `max_tokens`.
 * @param ref `provider/model`; null when the answer costs nothing
 */
export function claimOf(body: JsonObject, ref: string | null): Claim {
  const inputTokens = estimateTokens(body);
  if (ref === null) return { inputTokens, inputUsd: 0, mostUsd: 0 };
  const most = asNumber(body.max_tokens) ?? asNumber(body.max_completion_tokens) ?? 0;
  const price = (outputTokens: number): number =>
    costUsd(ref, { inputTokens, outputTokens, cacheReadTokens: null, cacheWriteTokens: null }) ?? 0;
  return { inputTokens, inputUsd: price(0), mostUsd: price(most) };
}

/**
 * Admits one model call to a run and holds its claim until `settle`, or says which limit is spent. Checking and
 * counting are one synchronous step, so parallel calls cannot all spend what is left once. Output tokens are held by
 * nobody: callers set `max_tokens` far above what they get, so that cap can be passed by the calls in flight.
 */
export function admit(
  run: Run,
  callId: string,
  { now, claim }: { now: number; claim: Claim },
): ApiFailure | null {
  const { policy, usage, held } = run;
  const spent = firstSpent([
    ['maxCalls', policy.maxCalls, usage.calls, 1, 'model calls'],
    ['maxConcurrent', policy.maxConcurrent, held.calls.size, 1, 'calls at a time'],
    [
      'maxInputTokens',
      policy.maxInputTokens,
      usage.inputTokens + held.inputTokens,
      claim.inputTokens,
      'input tokens',
    ],
    ['maxOutputTokens', policy.maxOutputTokens, usage.outputTokens, 0, 'output tokens'],
    ['maxCostUsd', policy.maxCostUsd, run.spentUsd + held.usd, claim.inputUsd, 'US dollars'],
    ['wallMs', policy.wallMs, now - run.openedAt, 0, 'milliseconds of wall time'],
  ]);
  if (spent) return spent;
  if (typeof policy.maxCostUsd === 'number' && usage.costUsd === null && !policy.allowUnknownCost)
    return costUnknown(policy.maxCostUsd);
  usage.calls += 1;
  held.calls.set(callId, claim);
  held.inputTokens += claim.inputTokens;
  held.usd += claim.mostUsd;
  return null;
}

/** Gives back what a call held and adds what it used. A call of unknown cost makes the run's cost unknown. */
export function settle(run: Run, call: RecordedCall): void {
  const { usage } = run;
  release(run, call.id);
  usage.inputTokens += (call.inputTokens ?? 0) + (call.cacheReadTokens ?? 0) + (call.cacheWriteTokens ?? 0);
  usage.outputTokens += call.outputTokens ?? 0;
  const hasReachedModel = call.outputTokens !== null;
  if (!hasReachedModel) return;
  run.spentUsd += call.costUsd ?? 0;
  usage.costUsd = usage.costUsd === null || call.costUsd === null ? null : usage.costUsd + call.costUsd;
}

/** Gives back what a call held. Doing it twice is fine. */
export function release(run: Run, callId: string): void {
  const { held } = run;
  const claim = held.calls.get(callId);
  if (!claim) return;
  held.calls.delete(callId);
  held.inputTokens -= claim.inputTokens;
  // Sums of fractions drift; an idle run holds nothing.
  held.usd = held.calls.size === 0 ? 0 : held.usd - claim.mostUsd;
}

/** A cap on money that can no longer be told would be no cap. */
function costUnknown(cap: number): ApiFailure {
  const message = `The cost of an earlier call is not known, so this run's limit maxCostUsd of ${cap} US dollars cannot be kept. Start a new run.`;
  return failure(429, message, {
    retry: false,
    details: { error_code: 'run_limit_spent', limit: 'maxCostUsd', cap, used: null },
  });
}

type Limit = [name: string, cap: number | null | undefined, used: number, wanted: number, unit: string];

function firstSpent(limits: Limit[]): ApiFailure | null {
  for (const [limit, cap, used, wanted, unit] of limits) {
    if (cap === null || cap === undefined || (used < cap && used + wanted <= cap)) continue;
    const isSpent = used >= cap;
    const message = isSpent
      ? `This run's limit ${limit} is spent: ${cap} ${unit}. ${ADVICE[limit] ?? 'Start a new run, or raise the limit.'}`
      : `This call does not fit into what is left of this run's limit ${limit}: it needs about ${rounded(wanted)} ${unit} more than the ${rounded(used)} of ${cap} that are used or held. Make the request smaller, or raise the limit.`;
    return failure(429, message, {
      retry: false,
      details: { error_code: isSpent ? 'run_limit_spent' : 'run_limit_too_small', limit, cap, used, wanted },
    });
  }
  return null;
}

const ADVICE: Record<string, string> = {
  maxConcurrent: 'Wait for a call to end before you make the next one.',
};

/** Money has many digits, tokens have none. */
const rounded = (value: number): number => Number(value.toPrecision(3));
