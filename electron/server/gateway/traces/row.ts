import type { TraceSummary } from '../../../shared/models.ts';
import type { OpenCall } from '../record.ts';
import type { Redactor } from '../redact.ts';
import type { RunPolicy } from '../types.ts';
import { errorClassOf } from './error-class.ts';

/** How much of a request or an answer is kept, in characters of JSON. */
const KEPT_BODY_CHARS = 256 * 1024;

/** The status that the ledger shows for a call that ended before an answer (a convention of nginx). */
const CLOSED_EARLY = 499;

/** A call that has ended, as the ledger keeps it. */
export interface LedgerRow {
  line: Omit<TraceSummary, 'streamed'> & {
    streamed: number;
    outcome: string;
    otelName: string;
    requestedModel: string | null;
    traceParent: string | null;
  };
  body: { id: string; request: Buffer | null; response: Buffer | null; bytes: number; keptAt: number } | null;
}

/** The ledger's line for a call. */
export function summaryOf(
  { record: call, facts }: OpenCall,
  {
    policy,
    conversationId,
    redact,
  }: { policy: RunPolicy; conversationId: string | null; redact: (text: string) => string },
): TraceSummary {
  const [provider = 'none', ...model] = (call.model ?? 'scripted/scripted').split('/');
  return {
    id: call.id,
    runId: call.runId,
    startedAt: call.startedAt,
    provider,
    model: model.join('/'),
    operation: call.operation === 'messages' ? 'chat' : call.operation,
    streamed: call.streamed,
    status: call.status ?? CLOSED_EARLY,
    injected: call.injected,
    error: call.error === null ? null : redact(call.error),
    firstByteMs: call.firstByteMs,
    totalMs: call.totalMs ?? 0,
    inputTokens: call.inputTokens,
    outputTokens: call.outputTokens,
    cacheReadTokens: call.cacheReadTokens,
    cacheWriteTokens: call.cacheWriteTokens,
    costUsd: call.costUsd,
    stopReason: call.stopReason,
    wire: facts.wire,
    callIndex: call.index,
    label: policy.label ?? null,
    labId: policy.labId ?? null,
    conversationId,
    answeredBy: call.answeredBy,
    errorClass: errorClassOf(call),
    queueMs: facts.queueMs,
    connectMs: facts.connectMs,
  };
}

/** The same with what only the database keeps. Bodies are without keys, and not without end. */
export function rowOf(
  call: OpenCall,
  trace: TraceSummary,
  { redactor, keepBodies }: { redactor: Redactor; keepBodies: boolean },
): LedgerRow {
  const { record, facts } = call;
  return {
    line: {
      ...trace,
      streamed: trace.streamed ? 1 : 0,
      outcome: record.outcome,
      otelName: call.providerName(),
      requestedModel: record.requestedModel,
      traceParent: isTraceParent(facts.traceParent) ? facts.traceParent : null,
    },
    body: keepBodies ? bodyOf(call, redactor) : null,
  };
}

function bodyOf({ record, facts }: OpenCall, redactor: Redactor): LedgerRow['body'] {
  const sent = record.body === null ? null : Buffer.from(facts.requestBytes ?? '').toString('utf8');
  const request = kept(sent, redactor);
  const response = kept(
    facts.responseText ?? (record.response === null ? null : toJson(record.response)),
    redactor,
  );
  if (!request && !response) return null;
  const bytes = (request?.length ?? 0) + (response?.length ?? 0);
  return { id: record.id, request, response, bytes, keptAt: record.startedAt };
}

function kept(text: string | null, redactor: Redactor): Buffer | null {
  if (text === null) return null;
  const clean = redactor.text(text);
  if (clean.length <= KEPT_BODY_CHARS) return Buffer.from(clean);
  return Buffer.from(
    JSON.stringify({ cut: true, length: clean.length, start: clean.slice(0, KEPT_BODY_CHARS) }),
  );
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Lists in lists a hundred thousand deep can be parsed, but not written.
    return '"nested too deep to keep"';
  }
}

/** `version-trace-span-flags` (W3C Trace Context, section 3.2). An id of zeros is none. */
function isTraceParent(value: string | null): value is string {
  return (
    value !== null && /^[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(value)
  );
}
