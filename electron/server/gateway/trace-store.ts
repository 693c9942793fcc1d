import type { TraceDetail, TraceSummary } from '../../shared/models.ts';
import type { Db } from '../db/connection.ts';
import type { OpenCall } from './record.ts';
import type { Redactor } from './redact.ts';
import { storedAttributes } from './trace-attributes.ts';
import { createBodyKeeper, type BodyKeeper, type Retention } from './traces/bodies.ts';
import { COLUMNS, summary, type Row } from './traces/columns.ts';
import { createConversations } from './traces/conversations.ts';
import { createTraceQueries, type TraceQueries } from './traces/queries.ts';
import { rowOf, summaryOf } from './traces/row.ts';
import { createLedgerWriter } from './traces/writer.ts';
import type { RunPolicy } from './types.ts';

/** What only the database keeps of a call. */
interface StoredFacts {
  outcome: string;
  attributes: string;
  otelName: string | null;
  requestedModel: string | null;
  traceParent: string | null;
}

export type StoredRow = TraceSummary & StoredFacts;

/** A call with all that the ledger knows of it. */
export interface StoredTrace extends TraceDetail {
  row: StoredRow;
}

interface StoreDeps {
  db: Db;
  redactor: Redactor;
  onError: (error: unknown) => void;
  /** Default: half a gigabyte, for 90 days. */
  retention?: (() => Retention) | undefined;
  /** Whether calls go to another place as well; see `otlp`. */
  isExported?: (() => boolean) | undefined;
}

const RETENTION: Retention = { days: 90, megabytes: 512 };

export interface TraceStore extends TraceQueries {
  readonly bodies: BodyKeeper;
  /** Adds a call that has ended. When this returns its line is safe; see docs/decisions/0010. */
  add(call: OpenCall, policy: RunPolicy): TraceSummary;
  /** Commits what waits, now. */
  flush(): void;
  close(): void;
  latest(limit: number): TraceSummary[];
  find(id: string): StoredTrace | null;
}

/** The ledger of model calls. Every question sees every call that has ended. */
export function createTraceStore({ db, redactor, onError, retention, isExported }: StoreDeps): TraceStore {
  const keep = retention ?? (() => RETENTION);
  const bodies = createBodyKeeper(db, keep);
  const queries = createTraceQueries(db);
  const conversations = createConversations();
  const writer = createLedgerWriter({ db, isExported: isExported ?? (() => false), onError });
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM model_call WHERE id = ?`);
  const facts = db.prepare<[string], StoredFacts>(`SELECT outcome, attributes, otel_name AS otelName,
    requested_model AS requestedModel, trace_parent AS traceParent FROM model_call WHERE id = ?`);
  const flushed =
    <Args extends unknown[], Result>(ask: (...args: Args) => Result) =>
    (...args: Args): Result => {
      writer.flush();
      return ask(...args);
    };

  return {
    bodies,
    flush: writer.flush,
    close: writer.close,
    add(call, policy) {
      const conversationId = conversations.of(call.record);
      const redact = (text: string): string => redactor.text(text);
      const trace = summaryOf(call, { policy, conversationId, redact });
      const row = rowOf(call, trace, { redactor, keepBodies: keep().days > 0 });
      writer.write(row);
      return trace;
    },
    page: flushed(queries.page),
    totals: flushed(queries.totals),
    groups: flushed(queries.groups),
    ofRun: flushed(queries.ofRun),
    latest: flushed((limit) => queries.page({}, { limit }).calls),
    find: flushed((id) => {
      const line = one.get(id);
      if (!line) return null;
      const trace = summary(line);
      const row = { ...trace, ...facts.get(id)! };
      const { request, response } = bodies.find(id);
      const isOld = row.attributes !== '{}';
      const attributes = isOld
        ? row.attributes
        : JSON.stringify(storedAttributes(row, { request, response }));
      return { trace, request, response, attributes, row };
    }),
  };
}
