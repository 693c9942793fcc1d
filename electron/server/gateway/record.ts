import { newId } from '../../shared/ids.ts';
import type { Clock } from '../deps.ts';
import type { JsonObject } from './json.ts';
import type { ModelProvider } from './providers/types.ts';
import { publicHeaders } from './redact.ts';
import type { Run } from './runs.ts';
import type { RecordedCall } from './types.ts';

/** Bodies above this are not kept in memory. */
const KEPT_BODY_BYTES = 4 * 1024 * 1024;
const KEPT_EVENT_TIMES = 1000;

/** A call while it happens: the record, and a stopwatch. */
export interface OpenCall {
  readonly record: RecordedCall;
  body(body: JsonObject, bytes: number): void;
  firstByte(): void;
  event(): void;
  elapsedMs(): number;
  /** Notes that a provider was really asked, and which. */
  askedProvider(provider: ModelProvider): void;
  wasAsked(): boolean;
  isFree(): boolean;
  /** OpenTelemetry's name of who answered. */
  providerName(): string;
}

interface Opening {
  operation: RecordedCall['operation'];
  clock: Clock;
}

/** Starts the record of a call and adds it to its run. */
export function openCall(run: Run, request: Request, opening: Opening): OpenCall {
  let asked: ModelProvider | null = null;
  const begun = performance.now();
  const elapsedMs = (): number => Math.round((performance.now() - begun) * 100) / 100;
  const times: number[] = [];
  const record = { ...blankRecord(run, request, opening), eventMs: times };
  run.calls.push(record);
  return {
    record,
    body(body, bytes) {
      if (bytes <= KEPT_BODY_BYTES) record.body = body;
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
    },
    wasAsked: () => asked !== null,
    isFree: () => asked?.free ?? true,
    providerName: () => asked?.otelName ?? 'cairn.scripted',
  };
}

function blankRecord(run: Run, request: Request, { operation, clock }: Opening): RecordedCall {
  return {
    id: newId(clock.now()),
    runId: run.id,
    index: run.calls.length + 1,
    method: request.method,
    path: new URL(request.url).pathname,
    headers: publicHeaders(request.headers),
    body: null,
    requestedModel: null,
    model: null,
    operation,
    streamed: false,
    injected: null,
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
