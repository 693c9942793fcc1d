import type { Db } from '../../db/connection.ts';
import { indexOfId, unpackKeys } from './session-ids.ts';

/** What is logged already, as far as an import has to know it. */
export interface Here {
  /** The keys of all rows that were imported and not undone. */
  keys: Set<number>;
  /** For how many seconds a session that is logged overlaps a stretch; 0 up to a minute. */
  overlap(start: number, end: number): number;
}

/** Less than this is two clocks that differ, not time that was logged twice. */
export const OVERLAP_SLACK_MS = 60_000;

/** Reads it from a database; the connection may be read-only. */
export function readHere(db: Db): Here {
  const keys = readKeys(db);
  const rows = db
    .prepare<[], [number, number]>(
      'SELECT started_at, ended_at FROM practice_session WHERE deleted_at IS NULL ORDER BY started_at',
    )
    .raw()
    .all();
  const starts = Float64Array.from(rows, ([start]) => start);
  const ends = Float64Array.from(rows, ([, end]) => end);
  /** The latest end of all sessions up to here: looking further back can stop at it. */
  const latest = Float64Array.from(ends);
  for (let i = 1; i < latest.length; i += 1) latest[i] = Math.max(latest[i]!, latest[i - 1]!);

  return {
    keys,
    overlap(start, end) {
      let shared = 0;
      for (let i = firstAtOrAfter(starts, end) - 1; i >= 0 && latest[i]! > start; i -= 1) {
        shared = Math.max(shared, Math.min(end, ends[i]!) - Math.max(start, starts[i]!));
      }
      return shared > OVERLAP_SLACK_MS ? Math.round(shared / 1000) : 0;
    },
  };
}

interface StoredBatch {
  undoneAt: number | null;
  firstSession: string;
  lastSession: string;
  sourceKeys: Buffer;
}

/** Of an import that was undone, only the rows whose sessions stayed count as imported. */
function readKeys(db: Db): Set<number> {
  const batches = db.prepare<[], StoredBatch>(`SELECT undone_at AS undoneAt, first_session AS firstSession,
    last_session AS lastSession, source_keys AS sourceKeys FROM import_batch WHERE undone_at IS NULL OR kept > 0`);
  const stayed = db
    .prepare<[string, string], string>(
      'SELECT id FROM practice_session WHERE id BETWEEN ? AND ? AND deleted_at IS NULL',
    )
    .pluck();
  const keys = new Set<number>();
  for (const { undoneAt, firstSession, lastSession, sourceKeys } of batches.all()) {
    const own = unpackKeys(sourceKeys);
    if (undoneAt === null) for (const key of own) keys.add(key);
    else
      for (const id of stayed.all(firstSession, lastSession)) keys.add(own[indexOfId(id, firstSession)] ?? 0);
  }
  return keys;
}

function firstAtOrAfter(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
