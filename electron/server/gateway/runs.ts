import { hash, randomBytes } from 'node:crypto';
import { newId } from '../../shared/ids.ts';
import type { Clock } from '../deps.ts';
import type { Claim } from './run-limits.ts';
import type {
  FaultPlan,
  FaultStep,
  LiveRun,
  ModelReply,
  RecordedCall,
  RunPolicy,
  RunUsage,
} from './types.ts';

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
  reply: ModelReply | null;
  readonly calls: RecordedCall[];
  readonly usage: RunUsage;
  /** What is known to be spent, in US dollars, also while `usage.costUsd` is unknown. */
  spentUsd: number;
  /** What the calls under way may use, by the call's id, and the sums of it. */
  readonly held: { calls: Map<string, Claim>; inputTokens: number; usd: number };
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
    stops.get(id)?.();
    stops.delete(id);
    closedOrder.push(id);
    while (closedOrder.length > KEPT_RUNS) byId.delete(closedOrder.shift()!);
  }

  return {
    open: (): Run[] => [...byId.values()].filter(({ closed }) => !closed),
    start(policy: RunPolicy, faults: FaultPlan = []): { run: Run; token: string } {
      const { token = TOKEN_PREFIX + randomBytes(32).toString('base64url') } = policy;
      const stop = new AbortController();
      const run: Run = {
        id: newId(clock.now()),
        policy,
        openedAt: clock.now(),
        signal: stop.signal,
        faults: [...faults],
        reply: null,
        calls: [],
        usage: { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
        spentUsd: 0,
        held: { calls: new Map(), inputTokens: 0, usd: 0 },
        closed: false,
        waiters: new Set(),
      };
      const wall = policy.wallMs ? setTimeout(() => stop.abort(), policy.wallMs).unref() : undefined;
      const hashed = hashOf(token);
      stops.set(run.id, () => {
        if (byToken.get(hashed) === run) byToken.delete(hashed);
        clearTimeout(wall);
        stop.abort();
      });
      byId.set(run.id, run);
      byToken.set(hashed, run);
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
  return hash('sha256', token, 'base64');
}

/** A run as a list of live runs shows it. */
export function liveRunOf(run: Run): LiveRun {
  const { policy, usage } = run;
  return {
    runId: run.id,
    label: policy.label ?? 'A run',
    model: policy.model ?? (policy.provider ? `${policy.provider}/*` : null),
    openedAt: run.openedAt,
    replay: policy.replay ?? 'off',
    inFlight: run.held.calls.size,
    ...usage,
    limits: {
      calls: policy.maxCalls ?? null,
      concurrent: policy.maxConcurrent ?? null,
      inputTokens: policy.maxInputTokens ?? null,
      outputTokens: policy.maxOutputTokens ?? null,
      costUsd: policy.maxCostUsd ?? null,
      wallMs: policy.wallMs ?? null,
    },
  };
}
