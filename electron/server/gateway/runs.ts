import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../../shared/ids.ts';
import type { Clock } from '../deps.ts';
import { failure, type ApiFailure } from './api-error.ts';
import type { FaultPlan, FaultStep, RecordedCall, RunPolicy, RunUsage } from './types.ts';

/** How many closed runs keep their calls in memory; older ones are in the ledger only. */
const KEPT_RUNS = 50;

/** What a run's token looks like, so that redaction finds it anywhere. */
export const TOKEN_PREFIX = 'cairn-run-';

export interface Run {
  readonly id: string;
  readonly policy: RunPolicy;
  readonly openedAt: number;
  readonly signal: AbortSignal;
  faults: FaultStep[];
  readonly calls: RecordedCall[];
  readonly usage: RunUsage;
  /** The most that each priced call under way may cost, in US dollars, by the call's id. */
  readonly reserved: Map<string, number>;
  closed: boolean;
  /** Told whenever a call ends; see `settled`. */
  readonly waiters: Set<() => void>;
}

/** The open runs and their tokens. Only a hash of a token is kept, so memory dumps and logs cannot leak one. */
export function createRuns(clock: Clock) {
  const byId = new Map<string, Run>();
  const byToken = new Map<string, Run>();
  const stops = new Map<string, () => void>();
  const closedOrder: string[] = [];

  function close(id: string): void {
    const run = byId.get(id);
    if (!run || run.closed) return;
    run.closed = true;
    for (const [hash, owner] of byToken) if (owner === run) byToken.delete(hash);
    stops.get(id)?.();
    stops.delete(id);
    closedOrder.push(id);
    while (closedOrder.length > KEPT_RUNS) byId.delete(closedOrder.shift()!);
  }

  return {
    open: (): Run[] => [...byId.values()].filter(({ closed }) => !closed),
    start(policy: RunPolicy, faults: FaultPlan = []): { run: Run; token: string } {
      const token = TOKEN_PREFIX + randomBytes(32).toString('base64url');
      const stop = new AbortController();
      const run: Run = {
        id: newId(clock.now()),
        policy,
        openedAt: clock.now(),
        signal: stop.signal,
        faults: [...faults],
        calls: [],
        usage: { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
        reserved: new Map(),
        closed: false,
        waiters: new Set(),
      };
      const wall = policy.wallMs ? setTimeout(() => stop.abort(), policy.wallMs).unref() : undefined;
      stops.set(run.id, () => {
        clearTimeout(wall);
        stop.abort();
      });
      byId.set(run.id, run);
      byToken.set(hashOf(token), run);
      return { run, token };
    },
    byToken: (token: string): Run | undefined => byToken.get(hashOf(token)),
    get: (id: string): Run | undefined => byId.get(id),
    close,
    closeAll(): void {
      for (const id of byId.keys()) close(id);
    },
  };
}

/** Looking up a hash takes no longer for a nearly right token than for a wrong one. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

/**
 * Admits one model call to a run, or says which limit is spent. Checking and counting are one synchronous step, so
 * parallel calls cannot slip past the cap on calls; nor past the cap on money, of which each holds its share.
 */
export function admit(run: Run, now: number): ApiFailure | null {
  const { policy, usage } = run;
  const spent = firstSpent([
    ['maxCalls', policy.maxCalls, usage.calls, 'model calls'],
    ['maxInputTokens', policy.maxInputTokens, usage.inputTokens, 'input tokens'],
    ['maxOutputTokens', policy.maxOutputTokens, usage.outputTokens, 'output tokens'],
    ['maxCostUsd', policy.maxCostUsd, (usage.costUsd ?? 0) + sum(run.reserved), 'US dollars'],
    ['wallMs', policy.wallMs, now - run.openedAt, 'milliseconds of wall time'],
  ]);
  if (spent) return spent;
  if (typeof policy.maxCostUsd === 'number' && usage.costUsd === null) return costUnknown(policy.maxCostUsd);
  usage.calls += 1;
  return null;
}

const sum = (reserved: ReadonlyMap<string, number>): number =>
  [...reserved.values()].reduce((a, b) => a + b, 0);

/** A cap on money that can no longer be told would be no cap. */
function costUnknown(cap: number): ApiFailure {
  const message = `The cost of an earlier call is not known (cached tokens, or no usage), so this run's limit maxCostUsd of ${cap} US dollars cannot be kept. Start a new run.`;
  return failure(429, message, {
    retry: false,
    details: { error_code: 'run_limit_spent', limit: 'maxCostUsd', cap, used: null },
  });
}

type Limit = [name: string, cap: number | null | undefined, used: number, unit: string];

function firstSpent(limits: Limit[]): ApiFailure | null {
  for (const [limit, cap, used, unit] of limits) {
    if (cap === null || cap === undefined || used < cap) continue;
    const message = `This run's limit ${limit} is spent: ${cap} ${unit}. Start a new run, or raise the limit.`;
    return failure(429, message, {
      retry: false,
      details: { error_code: 'run_limit_spent', limit, cap, used },
    });
  }
  return null;
}

/** Adds what one finished call used. A call of unknown cost makes the run's cost unknown. */
export function account(run: Run, call: RecordedCall): void {
  const { usage } = run;
  run.reserved.delete(call.id);
  usage.inputTokens += (call.inputTokens ?? 0) + (call.cacheReadTokens ?? 0) + (call.cacheWriteTokens ?? 0);
  usage.outputTokens += call.outputTokens ?? 0;
  const reachedModel = call.outputTokens !== null;
  if (reachedModel)
    usage.costUsd = usage.costUsd === null || call.costUsd === null ? null : usage.costUsd + call.costUsd;
}

/** Takes the fault for the next call: a step that matches `every` stays and covers the later calls too. */
export function nextFault(run: Run): FaultStep | null {
  const step = run.faults[0];
  if (!step) return null;
  if (step.match !== 'every') run.faults.shift();
  return step;
}
