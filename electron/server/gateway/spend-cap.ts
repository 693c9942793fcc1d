import { WARN_SHARE, type MonthSpend } from '../../shared/gateway-runs.ts';
import type { Db } from '../db/connection.ts';
import type { Clock } from '../deps.ts';
import { failure, type ApiFailure } from './api-error.ts';

/** How long a sum over the ledger is good for: other processes write to it too. */
const FRESH_MS = 1000;

export interface SpendCap {
  /** Why a paid call may not be made any more this month, or null. */
  refusal(): ApiFailure | null;
  state(): MonthSpend;
  /** Adds a call that has just ended, until the ledger is summed up again. */
  note(costUsd: number | null): void;
}

interface Deps {
  db: Db;
  clock: Clock;
  capUsd: () => number | null;
  /** The most that the calls under way may still cost. */
  heldUsd: () => number;
  /** Brings the calls that have ended into the ledger. */
  flush: () => void;
}

/**
 * The cap on what all model calls of a calendar month may cost together, in the person's time zone. It counts what
 * is known: calls of unknown cost are told apart and cannot be capped.
 */
export function createSpendCap({ db, clock, capUsd, heldUsd, flush }: Deps): SpendCap {
  const sum = db.prepare<[number], { spentUsd: number; unknownCalls: number }>(
    `SELECT COALESCE(SUM(cost_usd), 0) AS spentUsd,
       COUNT(*) FILTER (WHERE cost_usd IS NULL AND output_tokens IS NOT NULL) AS unknownCalls
     FROM model_call WHERE started_at >= ?`,
  );
  let last: (Month & { readAt: number; spentUsd: number; unknownCalls: number }) | null = null;

  function read(): NonNullable<typeof last> {
    const readAt = performance.now();
    if (last && readAt - last.readAt < FRESH_MS) return last;
    flush();
    const month = last && localMonth(clock.now(), clock.zone()) === last.month ? last : monthAt(clock);
    last = { month: month.month, start: month.start, readAt, ...sum.get(month.start)! };
    return last;
  }

  return {
    refusal() {
      const cap = capUsd();
      if (cap === null) return null;
      const { spentUsd } = read();
      if (spentUsd + heldUsd() < cap) return null;
      const message = `The monthly cap of ${cap} US dollars for all model calls is reached. Raise it on the Spend page, or use a model that costs nothing.`;
      return failure(429, message, {
        retry: false,
        details: { error_code: 'monthly_cap_reached', limit: 'monthlyCapUsd', cap, used: spentUsd },
      });
    },
    state() {
      last = null;
      const { month, spentUsd, unknownCalls } = read();
      const cap = capUsd();
      return { month, spentUsd, unknownCalls, capUsd: cap, ...standing(spentUsd, cap) };
    },
    note(costUsd) {
      if (last) last.spentUsd += costUsd ?? 0;
    },
  };
}

function standing(spentUsd: number, cap: number | null): Pick<MonthSpend, 'warnUsd' | 'state'> {
  if (cap === null) return { warnUsd: null, state: 'no-cap' };
  const warnUsd = cap * WARN_SHARE;
  return { warnUsd, state: spentUsd >= cap ? 'reached' : spentUsd >= warnUsd ? 'near' : 'below' };
}

/** A calendar month in a zone, and when it began, in epoch milliseconds. */
interface Month {
  month: string;
  start: number;
}

function monthAt(clock: Clock): Month {
  const zone = clock.zone();
  const month = localMonth(clock.now(), zone);
  const guess = Date.parse(`${month}-01T00:00:00Z`);
  // Zones are 14 hours off at most: the first quarter of an hour that is in the month there is its beginning.
  for (let start = guess - 14 * HOUR; start <= guess + 14 * HOUR; start += HOUR / 4)
    if (localMonth(start, zone) === month) return { month, start };
  return { month, start: guess };
}

const HOUR = 3_600_000;

function localMonth(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit' });
  return parts.format(at).slice(0, 7);
}
