import type { TraceSummary } from '../../../shared/models.ts';

/** The ledger's columns under the names that the rest of Cairn uses. */
export const COLUMNS = `id, run_id AS runId, started_at AS startedAt, provider, model, operation, streamed, status, injected,
  error, first_byte_ms AS firstByteMs, total_ms AS totalMs, input_tokens AS inputTokens,
  output_tokens AS outputTokens, cache_read_tokens AS cacheReadTokens, cache_write_tokens AS cacheWriteTokens,
  cost_usd AS costUsd, stop_reason AS stopReason, wire, call_index AS callIndex, label, lab_id AS labId,
  conversation_id AS conversationId, answered_by AS answeredBy, error_class AS errorClass, queue_ms AS queueMs,
  connect_ms AS connectMs`;

export type Row = Omit<TraceSummary, 'streamed'> & { streamed: number };

export function summary(row: Row): TraceSummary {
  return { ...row, streamed: row.streamed === 1 };
}
