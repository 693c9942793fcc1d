import { newId } from '../../shared/ids.ts';
import type { Clock } from '../deps.ts';
import type { JsonObject } from './json.ts';
import type { CallRequest } from './outlet.ts';
import type { ModelProvider } from './providers/types.ts';
import { publicHeaders } from './redact.ts';
import type { Run } from './runs.ts';
import type { RecordedCall } from './types.ts';
import type { Wire } from './wire.ts';

/** Bodies above this are not kept in memory. */
const KEPT_BODY_BYTES = 4 * 1024 * 1024;
const KEPT_EVENT_TIMES = 1000;

/** Calls above this are dropped from memory, the oldest first; the ledger has them all. */
const KEPT_CALLS = 1000;

/** What only the ledger wants to know of a call. */
export interface CallFacts {
  readonly wire: Wire;
  /** The request's exact text; null when there was none. */
  requestBytes: Uint8Array | null;
  /** The answer's exact text, where it came as JSON. */
  responseText: string | null;
  /** The W3C trace context that the caller sent. */
  readonly traceParent: string | null;
  /** From the call's arrival until a provider was asked, and how long the connection to it took. */
  queueMs: number | null;
  connectMs: number | null;
}

/** A call while it happens: the record, and a stopwatch. */
export interface OpenCall {
  readonly record: RecordedCall;
  readonly facts: CallFacts;
  body(body: JsonObject, raw: Uint8Array): void;
  firstByte(): void;
  event(): void;
  elapsedMs(): number;
  /** Notes that a provider was really asked, and which. */
  askedProvider(provider: ModelProvider): void;
  /** The provider has begun, after a queue of its own. */
  begun(): void;
  /** The connection to the provider stands. */
  connected(): void;
  /** Keeps the answer's exact text for the ledger. */
  answeredWith(text: string | null): void;
  wasAsked(): boolean;
  isFree(): boolean;
  /** Keeps the usage of a stream whose caller did not ask for it. */
  tellUsage(usage: unknown): void;
  toldUsage(): unknown;
  /** OpenTelemetry's name of who answered. */
  providerName(): string;
}

interface Opening {
  operation: RecordedCall['operation'];
  wire: Wire;
  clock: Clock;
}

/** Starts the record of a call and adds it to its run. */
export function openCall(run: Run, request: CallRequest, opening: Opening): OpenCall {
  let asked: ModelProvider | null = null;
  let told: unknown = null;
  const begun = performance.now();
  const elapsedMs = (): number => Math.round((performance.now() - begun) * 100) / 100;
  const times: number[] = [];
  const record = { ...blankRecord(run, request, opening), eventMs: times };
  const facts: CallFacts = {
    wire: opening.wire,
    requestBytes: null,
    responseText: null,
    traceParent: request.headers.get('traceparent'),
    queueMs: null,
    connectMs: null,
  };
  run.calls.push(record);
  if (run.calls.length > KEPT_CALLS) run.calls.shift();
  return {
    record,
    facts,
    body(body, raw) {
      if (raw.length <= KEPT_BODY_BYTES) record.body = body;
      facts.requestBytes = raw;
      record.requestedModel = typeof body.model === 'string' ? body.model : null;
      record.streamed = body.stream === true;
    },
    firstByte() {
      record.firstByteMs ??= elapsedMs();
    },
    event() {
      if (times.length < KEPT_EVENT_TIMES) times.push(elapsedMs());
    },
    elapsedMs,
    askedProvider(provider) {
      asked = provider;
      record.answeredBy = 'provider';
      facts.queueMs = elapsedMs();
    },
    begun: () => void (facts.queueMs = elapsedMs()),
    connected() {
      facts.connectMs = Math.round((elapsedMs() - (facts.queueMs ?? 0)) * 100) / 100;
    },
    answeredWith: (text) => void (facts.responseText = text),
    wasAsked: () => asked !== null,
    isFree: () => asked?.free ?? true,
    tellUsage: (usage) => void (told = usage),
    toldUsage: () => told,
    providerName: () => asked?.otelName ?? 'cairn.scripted',
  };
}

function blankRecord(run: Run, request: CallRequest, { operation, clock }: Opening): RecordedCall {
  return {
    id: newId(clock.now()),
    runId: run.id,
    index: (run.calls.at(-1)?.index ?? 0) + 1,
    method: request.method,
    path: new URL(request.url).pathname,
    headers: publicHeaders(request.headers),
    body: null,
    requestedModel: null,
    model: null,
    operation,
    streamed: false,
    injected: null,
    answeredBy: null,
    outcome: 'open',
    abortedBy: null,
    status: null,
    response: null,
    text: '',
    stopReason: null,
    error: null,
    startedAt: clock.now(),
    firstByteMs: null,
    totalMs: null,
    eventMs: [],
    inputTokens: null,
    outputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    costUsd: null,
  };
}
