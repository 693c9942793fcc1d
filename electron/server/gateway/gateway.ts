import type { MonthSpend } from '../../shared/gateway-runs.ts';
import type { Db } from '../db/connection.ts';
import type { Clock, Logger } from '../deps.ts';
import type { EventBus } from '../events.ts';
import { createAnswerer } from './answer-call.ts';
import { errorAnswer, failure, type ApiFailure } from './api-error.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import { guard, tokenOf } from './guard.ts';
import { requestIdOf } from './message-writer.ts';
import { createResponseOutlet, type CallRequest, type Outlet } from './outlet.ts';
import type { Passage } from './passage.ts';
import type { ProviderRegistry } from './providers/types.ts';
import { openCall } from './record.ts';
import type { Redactor } from './redact.ts';
import { createReplayCache, type ReplayCache } from './replay/cache.ts';
import { splitRef } from './resolve-model.ts';
import { routeOf, type Route } from './route.ts';
import { createRuns, liveRunOf, type Run } from './runs.ts';
import { createSpendCap } from './spend-cap.ts';
import { createTraceStore, type TraceStore } from './trace-store.ts';
import type { Retention } from './traces/bodies.ts';
import type { Gateway, RunUsage } from './types.ts';
import { wireOf } from './wire.ts';

export interface GatewayDeps {
  db: Db;
  clock: Clock;
  log: Logger;
  events: EventBus;
  providers: ProviderRegistry;
  redactor: Redactor;
  /** The most that a month's calls may cost, in US dollars; asked at each paid call. Default: no cap. */
  monthlyCapUsd?: () => number | null;
  /** How long requests and answers are kept; see the trace store. */
  retention?: () => Retention;
  /** Whether calls are exported as well. */
  isExported?: () => boolean;
}

/** What the gateway keeps, for those who show it. */
export interface GatewayBooks {
  traces: TraceStore;
  recordings: ReplayCache;
  /** What this month cost, against the cap. */
  spend(): MonthSpend;
}

/** The gateway and its ledger. `answer` checks who calls, keeps the run's limits, asks the model, writes it down. */
export function createGateway(deps: GatewayDeps): Gateway & GatewayBooks {
  const { clock, log, events, providers, redactor } = deps;
  const runs = createRuns(clock);
  const { traces, recordings, spendCap } = openBooks(deps, runs);
  const delivery = createDelivery(redactor, ({ call, run }) => {
    spendCap.note(call.record.costUsd);
    events.publish({ type: 'trace', trace: traces.add(call, run.policy) });
  });
  const answerCall = createAnswerer({ providers, clock, recordings, spendCap });
  const door = createFrontDoor({ runs, clock, carry: createCarrier({ answerCall, delivery, log }) });

  return {
    traces,
    recordings,
    spend: spendCap.state,
    ...door,
    openRun(policy, faults) {
      const { run, token } = runs.start(policy, faults);
      return { runId: run.id, token };
    },
    setFaults(runId, faults) {
      const run = runs.get(runId);
      if (run) run.faults = [...faults];
    },
    setReply(runId, reply) {
      const run = runs.get(runId);
      if (run) run.reply = reply;
    },
    warm: (ref) => providers.get(splitRef(ref).providerId)?.warm?.(),
    closeRun: (runId) => runs.close(runId),
    openRuns: () => runs.open().map(liveRunOf).toReversed(),
    calls: (runId) => runs.get(runId)?.calls ?? [],
    usage: (runId) => ({ ...(runs.get(runId)?.usage ?? NO_RUN) }),
    settled: (runId, timeoutMs) => settled(runs.get(runId), timeoutMs),
    async close() {
      const open = runs.open();
      runs.closeAll();
      // The calls that this ends still have to reach the ledger.
      await Promise.all(open.map((run) => settled(run, CLOSING_MS)));
      await providers.close();
      traces.close();
    },
  };
}

/** How long a close waits for the calls that it ended. */
const CLOSING_MS = 1000;

type Runs = ReturnType<typeof createRuns>;

const NO_RUN: RunUsage = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

function openBooks(deps: GatewayDeps, runs: Runs) {
  const { db, clock, log, redactor } = deps;
  const traces = createTraceStore({
    db,
    redactor,
    onError: (error) =>
      log.error('the ledger of model calls could not be written', { reason: String(error) }),
    retention: deps.retention,
    isExported: deps.isExported,
  });
  const recordings = createReplayCache({ db, clock, redactor });
  const spendCap = createSpendCap({
    db,
    clock,
    capUsd: deps.monthlyCapUsd ?? (() => null),
    heldUsd: () => runs.open().reduce((sum, run) => sum + run.held.usd, 0),
    flush: () => traces.flush(),
  });
  return { traces, recordings, spendCap };
}

interface DoorDeps {
  runs: Runs;
  clock: Clock;
  carry: ReturnType<typeof createCarrier>;
}

/** Lets in who has the token of an open run, and refuses all others in the words of their API. */
function createFrontDoor({ runs, clock, carry }: DoorDeps): Pick<Gateway, 'answer' | 'fetch'> {
  async function answer(request: CallRequest, outlet: Outlet): Promise<void> {
    const requestId = requestIdOf();
    const { pathname } = new URL(request.url);
    const wire = wireOf(pathname, request.headers);
    const token = tokenOf(request.headers);
    const run = token === null ? undefined : runs.byToken(token);
    const refusal = guard(request) ?? (run ? null : unauthenticated(token));
    if (refusal || !run) {
      const { status, headers, body } = errorAnswer(refusal ?? unauthenticated(token), requestId, wire);
      return outlet.send(status, headers, body);
    }
    const route = routeOf(request.method, pathname);
    const operation = 'operation' in route ? route.operation : 'other';
    const call = openCall(run, request, { operation, wire, clock });
    request.stopWith?.(run.signal);
    const signal = request.stopWith ? request.signal : AbortSignal.any([request.signal, run.signal]);
    await carry({ run, request, requestId, wire, call, signal }, { route, outlet });
  }

  return {
    answer,
    async fetch(request) {
      const left = new AbortController();
      const { outlet, response } = createResponseOutlet((reason) => left.abort(reason));
      const { method, url, headers, body } = request;
      const signal = AbortSignal.any([request.signal, left.signal]);
      await answer({ method, url, headers, body, signal }, outlet);
      return response;
    },
  };
}

interface CarrierDeps {
  answerCall: (passage: Passage, route: Route) => Promise<Response | ApiFailure>;
  delivery: Delivery;
  log: Logger;
}

/** Carries one call from its route to its answer. Whatever happens in between, the caller gets a response. */
function createCarrier({ answerCall, delivery, log }: CarrierDeps) {
  return async (
    passage: Passage,
    { route, outlet }: { route: Route | ApiFailure; outlet: Outlet },
  ): Promise<void> => {
    try {
      const answer = 'operation' in route ? await answerCall(passage, route) : route;
      const isResponse = answer instanceof Response;
      if (passage.signal.aborted) {
        if (isResponse) await answer.body?.cancel().catch(() => {});
        return delivery.abort(passage, outlet);
      }
      if (isResponse) await delivery.deliver(passage, answer, outlet);
      else delivery.refuse(passage, answer, outlet);
    } catch (error) {
      if (passage.signal.aborted) return delivery.abort(passage, outlet);
      // Lists in lists a hundred thousand deep can be read, but not written again.
      if (error instanceof RangeError)
        return delivery.refuse(passage, failure(400, 'The request is nested too deep.'), outlet);
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error('a gateway call failed', { reason });
      const message = 'Something went wrong inside the gateway. The log has the details.';
      return delivery.refuse(passage, failure(500, message), outlet);
    }
  };
}

function unauthenticated(token: string | null): ApiFailure {
  if (token === null)
    return failure(401, 'No key was sent. Use the run token that Cairn gave as the API key.');
  return failure(
    401,
    'invalid x-api-key: this is not the token of an open run. It may belong to a run that has ended.',
  );
}

function settled(run: Run | undefined, timeoutMs: number): Promise<boolean> {
  const isQuiet = (): boolean => run === undefined || run.calls.every(({ outcome }) => outcome !== 'open');
  if (run === undefined || isQuiet()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (quiet: boolean): void => {
      clearTimeout(timer);
      run.waiters.delete(check);
      resolve(quiet);
    };
    const check = (): void => {
      if (isQuiet()) done(true);
    };
    const timer = setTimeout(() => done(false), timeoutMs);
    run.waiters.add(check);
  });
}
