import type { SpendLine } from '../../../shared/traces.ts';
import type { Db } from '../../db/connection.ts';
import { TOTALS } from './queries.ts';

/** No zone's day begins at another minute than these. */
const QUARTER_MS = 900_000;

type Bucket = Omit<SpendLine, 'day'> & { quarter: number };

/** What calls cost and used, per local day, model and lab. */
export function createSpendQuery(db: Db) {
  const perQuarter = db.prepare<
    [number, number],
    Bucket
  >(`SELECT started_at / ${QUARTER_MS} AS quarter, provider, model,
    lab_id AS labId, ${TOTALS} FROM model_call WHERE started_at >= ? AND started_at < ?
    GROUP BY 1, 2, 3, 4 ORDER BY 1`);

  /** @param range epoch milliseconds, the first inside and the second outside */
  return (range: { from: number; to: number }, zone: string): SpendLine[] => {
    // SQLite knows no time zones: it sums up quarters of an hour, and each lies in one day anywhere on earth.
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    const lines = new Map<string, SpendLine>();
    for (const { quarter, ...part } of perQuarter.all(range.from, range.to)) {
      const day = format.format(quarter * QUARTER_MS);
      const key = JSON.stringify([day, part.provider, part.model, part.labId]);
      const line = lines.get(key);
      lines.set(key, line ? added(line, part) : { day, ...part });
    }
    return [...lines.values()];
  };
}

function added(line: SpendLine, part: Omit<SpendLine, 'day'>): SpendLine {
  return {
    ...line,
    calls: line.calls + part.calls,
    failed: line.failed + part.failed,
    inputTokens: line.inputTokens + part.inputTokens,
    outputTokens: line.outputTokens + part.outputTokens,
    cacheReadTokens: line.cacheReadTokens + part.cacheReadTokens,
    cacheWriteTokens: line.cacheWriteTokens + part.cacheWriteTokens,
    costUsd: line.costUsd + part.costUsd,
    unknownCosts: line.unknownCosts + part.unknownCosts,
  };
}
