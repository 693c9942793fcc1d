import type { Db } from '../db/connection.ts';
import type { Clock, Logger } from '../deps.ts';
import type { EventBus } from '../events.ts';
import { createAnswerer } from './answer-call.ts';
import { errorResponse, failure, type ApiFailure } from './api-error.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import { guard, tokenOf } from './guard.ts';
import { requestIdOf } from './message-writer.ts';
import type { Passage } from './passage.ts';
import type { ProviderRegistry } from './providers/types.ts';
import { openCall } from './record.ts';
import type { Redactor } from './redact.ts';
import { splitRef } from './resolve-model.ts';
import { routeOf, type Route } from './route.ts';
import { createRuns, type Run } from './runs.ts';
import { summaryOf } from './trace-attributes.ts';
import { createTraceStore, type TraceStore } from './trace-store.ts';
import type { Gateway, RunUsage } from './types.ts';

export interface GatewayDeps {
  db: Db;
  clock: Clock;
  log: Logger;
  events: EventBus;
  providers: ProviderRegistry;
  redactor: Redactor;
}

/** The gateway and its ledger. `fetch` checks who calls, keeps the run's limits, asks the model, writes it down. */
export function createGateway(deps: GatewayDeps): Gateway & { traces: TraceStore } {
  const { clock, log, events, providers, redactor } = deps;
  const runs = createRuns(clock);
  const traces = createTraceStore(deps.db, redactor, (error) =>
    log.error('the ledger of model calls could not be written', { reason: String(error) }),
  );
  const delivery = createDelivery(redactor, ({ call }) => {
    const trace = summaryOf(call.record, (text) => redactor.text(text));
    traces.add(call.record, trace, call.providerName());
    events.publish({ type: 'trace', trace });
  });
  const carry = createCarrier({ answerCall: createAnswerer({ providers, clock }), delivery, log });

  return {
    traces,
    async fetch(request) {
      const requestId = requestIdOf();
      const foreign = guard(request);
      if (foreign) return errorResponse(foreign, requestId);
      const token = tokenOf(request.headers);
      const run = token === null ? undefined : runs.byToken(token);
      if (!run) return errorResponse(unauthenticated(token), requestId);
      const route = routeOf(request.method, new URL(request.url).pathname);
      const operation = 'operation' in route ? route.operation : 'other';
      const call = openCall(run, request, { operation, clock });
      const signal = AbortSignal.any([request.signal, run.signal]);
      return carry({ run, request, requestId, call, signal }, route);
    },
    openRun(policy, faults) {
      const { run, token } = runs.start(policy, faults);
      return { runId: run.id, token };
    },
    setFaults(runId, faults) {
      const run = runs.get(runId);
      if (run) run.faults = [...faults];
    },
    warm: (ref) => providers.get(splitRef(ref).providerId)?.warm?.(),
    closeRun: (runId) => runs.close(runId),
    calls: (runId) => runs.get(runId)?.calls ?? [],
    usage: (runId) => ({ ...(runs.get(runId)?.usage ?? NO_RUN) }),
    settled: (runId, timeoutMs) => settled(runs.get(runId), timeoutMs),
    async close() {
      const open = runs.open();
      runs.closeAll();
      // The calls that this ends still have to reach the ledger.
      await Promise.all(open.map((run) => settled(run, CLOSING_MS)));
      await providers.close();
      traces.flush();
    },
  };
}

/** How long a close waits for the calls that it ended. */
const CLOSING_MS = 1000;

const NO_RUN: RunUsage = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

interface CarrierDeps {
  answerCall: (passage: Passage, route: Route) => Promise<Response | ApiFailure>;
  delivery: Delivery;
  log: Logger;
}

/** Carries one call from its route to its answer. Whatever happens in between, the caller gets a response. */
function createCarrier({ answerCall, delivery, log }: CarrierDeps) {
  return async (passage: Passage, route: Route | ApiFailure): Promise<Response> => {
    try {
      const answer = 'operation' in route ? await answerCall(passage, route) : route;
      const isResponse = answer instanceof Response;
      if (passage.signal.aborted) {
        if (isResponse) await answer.body?.cancel().catch(() => {});
        return delivery.abort(passage);
      }
      return isResponse ? await delivery.deliver(passage, answer) : delivery.refuse(passage, answer);
    } catch (error) {
      if (passage.signal.aborted) return delivery.abort(passage);
      // Lists in lists a hundred thousand deep can be read, but not written again.
      if (error instanceof RangeError)
        return delivery.refuse(passage, failure(400, 'The request is nested too deep.'));
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error('a gateway call failed', { reason });
      const message = 'Something went wrong inside the gateway. The log has the details.';
      return delivery.refuse(passage, failure(500, message));
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
