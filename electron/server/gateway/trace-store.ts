import type { TraceDetail, TraceSummary } from '../../shared/models.ts';
import type { Db } from '../db/connection.ts';
import type { Redactor } from './redact.ts';
import { traceAttributes } from './trace-attributes.ts';
import type { RecordedCall } from './types.ts';

/** How much of a request or an answer is kept, in characters of JSON; and for how many calls. */
const KEPT_BODY_CHARS = 256 * 1024;
const KEPT_BODIES = 2000;

const COLUMNS = `id, run_id AS runId, started_at AS startedAt, provider, model, operation, streamed, status, injected,
  error, first_byte_ms AS firstByteMs, total_ms AS totalMs, input_tokens AS inputTokens,
  output_tokens AS outputTokens, cache_read_tokens AS cacheReadTokens, cache_write_tokens AS cacheWriteTokens,
  cost_usd AS costUsd, stop_reason AS stopReason`;

type Row = Omit<TraceSummary, 'streamed'> & { streamed: number };

function prepare(db: Db) {
  return {
    insert: db.prepare(`INSERT INTO model_call (id, run_id, started_at, provider, model, operation, streamed,
      status, injected, outcome, error, first_byte_ms, total_ms, input_tokens, output_tokens, cache_read_tokens,
      cache_write_tokens, cost_usd, stop_reason, request, response, attributes)
      VALUES (@id, @runId, @startedAt, @provider, @model, @operation, @streamed, @status, @injected, @outcome, @error,
      @firstByteMs, @totalMs, @inputTokens, @outputTokens, @cacheReadTokens, @cacheWriteTokens, @costUsd,
      @stopReason, @request, @response, @attributes)`),
    ofRun: db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM model_call WHERE run_id = ? ORDER BY started_at, rowid`,
    ),
    latest: db.prepare<[number], Row>(
      `SELECT ${COLUMNS} FROM model_call ORDER BY started_at DESC, rowid DESC LIMIT ?`,
    ),
    one: db.prepare<[string], Row & Omit<TraceDetail, 'trace'>>(
      `SELECT ${COLUMNS}, request, response, attributes FROM model_call WHERE id = ?`,
    ),
    dropBodies: db.prepare<[number]>(`UPDATE model_call SET request = NULL, response = NULL
      WHERE request IS NOT NULL
        AND rowid <= (SELECT rowid FROM model_call ORDER BY rowid DESC LIMIT 1 OFFSET ?)`),
  };
}

function summary(row: Row): TraceSummary {
  return { ...row, streamed: row.streamed === 1 };
}

/** A body for the ledger: JSON without keys, and not without end. */
function bodyText(value: unknown, redactor: Redactor): string | null {
  if (value === null) return null;
  const text = redactor.text(toJson(value));
  if (text.length <= KEPT_BODY_CHARS) return text;
  return JSON.stringify({ cut: true, length: text.length, start: text.slice(0, KEPT_BODY_CHARS) });
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Lists in lists a hundred thousand deep can be parsed, but not written.
    return '"nested too deep to keep"';
  }
}

/** The ledger of model calls. Rows wait for the end of the turn and are written together, off the answer's path. */
export function createTraceStore(db: Db, redactor: Redactor, onError: (error: unknown) => void) {
  const statements = prepare(db);
  let waiting: object[] = [];
  const write = db.transaction((rows: object[]) => {
    for (const row of rows) statements.insert.run(row);
  });
  /**
   * A trace survives the death of Cairn, and need not survive a power cut: waiting for the disk at every call was
   * nine tenths of what the gateway cost. The next commit of anything else brings these rows to the disk too.
   */
  function writeUnsynced(rows: object[]): void {
    // SQLite takes no new level inside a transaction.
    if (db.inTransaction) return write(rows);
    const level = db.pragma('synchronous', { simple: true });
    db.pragma('synchronous = NORMAL');
    try {
      write(rows);
    } finally {
      db.pragma(`synchronous = ${String(level)}`);
    }
  }
  // Once at the start: old bodies go, their lines in the ledger stay.
  statements.dropBodies.run(KEPT_BODIES);

  function flush(): void {
    if (waiting.length === 0) return;
    const rows = waiting;
    waiting = [];
    try {
      writeUnsynced(rows);
    } catch (error) {
      // A full disk must not fail the learner's call; the log says that the ledger has a hole.
      onError(error);
    }
  }

  return {
    add(call: RecordedCall, trace: TraceSummary, otelName: string): void {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({
        ...trace,
        streamed: trace.streamed ? 1 : 0,
        outcome: call.outcome,
        request: bodyText(call.body, redactor),
        response: bodyText(call.response, redactor),
        attributes: JSON.stringify(traceAttributes(call, otelName)),
      });
    },
    flush,
    ofRun(runId: string): TraceSummary[] {
      flush();
      return statements.ofRun.all(runId).map(summary);
    },
    latest(limit: number): TraceSummary[] {
      flush();
      return statements.latest.all(limit).map(summary);
    },
    find(id: string): TraceDetail | null {
      flush();
      const row = statements.one.get(id);
      if (!row) return null;
      const { request, response, attributes, ...rest } = row;
      return { trace: summary(rest), request, response, attributes };
    },
  };
}

export type TraceStore = ReturnType<typeof createTraceStore>;
