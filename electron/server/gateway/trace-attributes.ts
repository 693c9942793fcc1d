import type { TraceSummary } from '../../shared/models.ts';
import { asNumber, asObject, asString } from './json.ts';
import type { RecordedCall } from './types.ts';

/** The status that the ledger shows for a call that ended before an answer (a convention of nginx). */
const CLOSED_EARLY = 499;

/** The ledger's line for a call. */
export function summaryOf(call: RecordedCall, redact: (text: string) => string): TraceSummary {
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
  };
}

/**
 * The call in the names of OpenTelemetry's GenAI conventions (semantic-conventions-genai, status Development), with
 * Cairn's own under `cairn.`. Attributes without a value are left out.
 */
export function traceAttributes(call: RecordedCall, providerName: string): Record<string, unknown> {
  const request = asObject(call.body);
  const response = asObject(call.response);
  const finish = asString(call.stopReason);
  const attributes = {
    'gen_ai.operation.name': call.operation === 'messages' ? 'chat' : call.operation,
    'gen_ai.provider.name': providerName,
    'gen_ai.request.model': call.requestedModel,
    'gen_ai.request.max_tokens': asNumber(request.max_tokens),
    'gen_ai.request.temperature': asNumber(request.temperature),
    'gen_ai.response.id': asString(response.id),
    'gen_ai.response.model': asString(response.model),
    'gen_ai.response.finish_reasons': finish === null ? null : [finish],
    'gen_ai.usage.input_tokens': call.inputTokens,
    'gen_ai.usage.output_tokens': call.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': call.cacheReadTokens,
    'gen_ai.usage.cache_write.input_tokens': call.cacheWriteTokens,
    'http.response.status_code': call.status,
    'error.type': call.status !== null && call.status >= 400 ? String(call.status) : null,
    'cairn.run.id': call.runId,
    'cairn.call.index': call.index,
    'cairn.injected': call.injected,
    'cairn.outcome': call.outcome,
  };
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
