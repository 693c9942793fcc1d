import type { TraceSummary } from '../../../shared/models.ts';
import type { TraceCursor, TraceFilter, TraceGroup, TracePage, TraceTotals } from '../../../shared/traces.ts';
import type { Db } from '../../db/connection.ts';
import { COLUMNS, summary, type Row } from './columns.ts';

/** Failed is what has an error class; a cost is unknown where tokens were used. */
export const TOTALS = `COUNT(*) AS calls, COUNT(error_class) AS failed,
  COALESCE(SUM(input_tokens), 0) AS inputTokens, COALESCE(SUM(output_tokens), 0) AS outputTokens,
  COALESCE(SUM(cache_read_tokens), 0) AS cacheReadTokens, COALESCE(SUM(cache_write_tokens), 0) AS cacheWriteTokens,
  COALESCE(SUM(cost_usd), 0) AS costUsd,
  COUNT(*) FILTER (WHERE cost_usd IS NULL AND output_tokens IS NOT NULL) AS unknownCosts`;

const CONDITIONS: Record<keyof TraceFilter, string> = {
  runId: 'run_id = @runId',
  conversationId: 'conversation_id = @conversationId',
  labId: 'lab_id = @labId',
  provider: 'provider = @provider',
  model: 'model = @model',
  errorClass: 'error_class = @errorClass',
  injected: 'injected = @injected',
  answeredBy: 'answered_by = @answeredBy',
  text: `(instr(lower(COALESCE(error, '') || char(10) || model || char(10) || COALESCE(requested_model, '') || char(10)
    || COALESCE(label, '')), lower(@text)) > 0)`,
  from: 'started_at >= @from',
  to: 'started_at < @to',
};

const ANY: Partial<Record<keyof TraceFilter, string>> = {
  errorClass: 'error_class IS NOT NULL',
  injected: 'injected IS NOT NULL',
};

/** The condition for what the filter asks; its values are bound by their names. */
function where(filter: TraceFilter): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    const key = name as keyof TraceFilter;
    if (value === undefined || value === '') return [];
    return [(value === 'any' && ANY[key]) || CONDITIONS[key]];
  });
}

export interface TraceQueries {
  /** The newest first. */
  page(filter: TraceFilter, page: { after?: TraceCursor | undefined; limit: number }): TracePage;
  totals(filter: TraceFilter): TraceTotals;
  /** Runs or conversations, the newest first. */
  groups(
    by: 'run' | 'conversation',
    filter: TraceFilter,
    page: { after?: TraceCursor | undefined; limit: number },
  ): TraceGroup[];
  /** A run's calls in order. */
  ofRun(runId: string): TraceSummary[];
}

/** What the Traces page asks of the ledger. Statements are prepared once for each set of conditions. */
export function createTraceQueries(db: Db): TraceQueries {
  const statements = new Map<string, unknown>();
  function prepared<Result>(sql: string): { all: (values: object) => Result[] } {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known as { all: (values: object) => Result[] };
  }
  const clause = (conditions: readonly string[]): string =>
    conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';

  return {
    page(filter, { after, limit }) {
      const conditions = where(filter);
      if (after) conditions.push('(started_at, id) < (@afterAt, @afterId)');
      const rows = prepared<Row>(
        `SELECT ${COLUMNS} FROM model_call ${clause(conditions)} ORDER BY started_at DESC, id DESC LIMIT @limit`,
      ).all({
        ...filter,
        limit: limit + 1,
        ...(after ? { afterAt: after.startedAt, afterId: after.id } : {}),
      });
      const calls = rows.slice(0, limit).map(summary);
      const last = rows.length > limit ? calls.at(-1) : undefined;
      return { calls, next: last ? { startedAt: last.startedAt, id: last.id } : null };
    },
    totals: (filter) =>
      prepared<TraceTotals>(`SELECT ${TOTALS} FROM model_call ${clause(where(filter))}`).all(filter)[0]!,
    groups(by, filter, { after, limit }) {
      const column = by === 'run' ? 'run_id' : 'conversation_id';
      const conditions = [...where(filter), `${column} IS NOT NULL`];
      const first = `SELECT rowid FROM model_call ${clause([...conditions, `${column} = sums.id`])}
        ORDER BY started_at, rowid LIMIT 1`;
      return prepared<TraceGroup>(
        `SELECT sums.*, run_id AS runId, label, lab_id AS labId, provider, model
         FROM (SELECT ${column} AS id, MIN(started_at) AS startedAt,
             CAST(MAX(started_at + total_ms) AS INTEGER) AS endedAt, ${TOTALS}
           FROM model_call ${clause(conditions)} GROUP BY ${column}
           ${after ? `HAVING (MIN(started_at), ${column}) < (@afterAt, @afterId)` : ''}
           ORDER BY startedAt DESC, id DESC LIMIT @limit) AS sums
         JOIN model_call ON model_call.rowid = (${first})
         ORDER BY sums.startedAt DESC, sums.id DESC`,
      ).all({ ...filter, limit, ...(after ? { afterAt: after.startedAt, afterId: after.id } : {}) });
    },
    ofRun: (runId) =>
      prepared<Row>(`SELECT ${COLUMNS} FROM model_call WHERE run_id = @runId ORDER BY started_at, rowid`)
        .all({ runId })
        .map(summary),
  };
}
