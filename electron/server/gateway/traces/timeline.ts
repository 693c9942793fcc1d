import type { TraceSummary } from '../../../shared/models.ts';
import type { TraceChoices, Waterfall, WaterfallInput } from '../../../shared/traces.ts';
import type { Db } from '../../db/connection.ts';
import { COLUMNS, summary, type Row } from './columns.ts';
import { spansOf } from './spans.ts';

/** A run, or a conversation inside of one, call by call on one time axis that begins with its first call. */
export function createTimelineQuery(db: Db) {
  const of = (column: 'run_id' | 'conversation_id') => ({
    page: db.prepare<[string, number, number], Row>(
      `SELECT ${COLUMNS} FROM model_call WHERE ${column} = ? ORDER BY started_at, rowid LIMIT ? OFFSET ?`,
    ),
    size: db.prepare<[string], { total: number; startedAt: number | null }>(
      `SELECT COUNT(*) AS total, MIN(started_at) AS startedAt FROM model_call WHERE ${column} = ?`,
    ),
  });
  const queries = { run: of('run_id'), conversation: of('conversation_id') };

  return ({ of: what, id, offset, limit }: WaterfallInput): Waterfall => {
    const { total, startedAt } = queries[what].size.get(id)!;
    const first = startedAt ?? 0;
    const calls = queries[what].page.all(id, limit, offset).map((row) => placed(summary(row), first));
    return { startedAt: first, total, calls };
  };
}

const placed = (call: TraceSummary, first: number): Waterfall['calls'][number] => ({
  call,
  offsetMs: call.startedAt - first,
  spans: spansOf(call),
});

/** What the ledger's calls can be filtered by: each value that occurs, the most frequent first. */
export function createChoicesQuery(db: Db) {
  const values = (column: string) =>
    db
      .prepare<[], string>(
        `SELECT ${column} FROM model_call WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 200`,
      )
      .pluck();
  const labs = values('lab_id');
  const providers = values('provider');
  const models = values('model');
  const errorClasses = values('error_class');
  const faults = values('injected');
  return (): TraceChoices => ({
    labs: labs.all(),
    providers: providers.all(),
    models: models.all(),
    errorClasses: errorClasses.all(),
    faults: faults.all(),
  });
}
