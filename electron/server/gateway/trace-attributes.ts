import { asNumber, asObject, asString } from './json.ts';
import type { StoredRow } from './trace-store.ts';

/**
 * A call in the names of OpenTelemetry's GenAI conventions (semantic-conventions-genai, status Development), with
 * Cairn's own under `cairn.`. Attributes without a value are left out. Made when somebody reads them, not when the
 * call ends.
 */
export function storedAttributes(
  row: StoredRow,
  bodies: { request: string | null; response: string | null },
): Record<string, unknown> {
  const request = parse(bodies.request);
  const response = parse(bodies.response);
  const attributes = {
    'gen_ai.operation.name': row.operation,
    'gen_ai.provider.name': row.otelName ?? row.provider,
    'gen_ai.request.model': row.requestedModel ?? row.model,
    'gen_ai.request.max_tokens': asNumber(request.max_tokens) ?? asNumber(request.max_completion_tokens),
    'gen_ai.request.temperature': asNumber(request.temperature),
    'gen_ai.response.id': asString(response.id),
    'gen_ai.response.model': asString(response.model),
    'gen_ai.response.finish_reasons': row.stopReason === null ? null : [row.stopReason],
    'gen_ai.usage.input_tokens': row.inputTokens,
    'gen_ai.usage.output_tokens': row.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': row.cacheReadTokens,
    'gen_ai.usage.cache_write.input_tokens': row.cacheWriteTokens,
    'gen_ai.conversation.id': row.conversationId,
    'http.response.status_code': row.status,
    'error.type': row.errorClass,
    'cairn.run.id': row.runId,
    'cairn.run.label': row.label,
    'cairn.lab.id': row.labId,
    'cairn.call.index': row.callIndex,
    'cairn.injected': row.injected,
    'cairn.answered_by': row.answeredBy,
    'cairn.outcome': row.outcome,
    'cairn.cost_usd': row.costUsd,
  };
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

function parse(body: string | null): Record<string, unknown> {
  try {
    return asObject(JSON.parse(body ?? 'null'));
  } catch {
    return {};
  }
}
