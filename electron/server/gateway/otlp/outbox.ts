import type { Db } from '../../db/connection.ts';
import { unsynced } from '../traces/unsynced.ts';

/** More than a receiver that is down for a day needs; the oldest go first. */
const MOST_WAITING = 10_000;
/** A process that died while it sent gives its calls back after this. */
const CLAIM_MS = 60_000;

export interface Outbox {
  /** Takes some calls to send. Until they are `done` or given `back`, no other process takes them. */
  claim(most: number, now: number): string[];
  done(ids: readonly string[]): void;
  back(ids: readonly string[]): void;
  waiting(): number;
  clear(): void;
}

/** The calls that are yet to be exported. The ledger's writer fills it, in the transaction of each line. */
export function createOutbox(db: Db): Outbox {
  const next = db
    .prepare<[number, number], string>(
      'SELECT call_id FROM trace_outbox WHERE claimed_at < ? ORDER BY call_id LIMIT ?',
    )
    .pluck();
  const mark = db.prepare<[number, string]>('UPDATE trace_outbox SET claimed_at = ? WHERE call_id = ?');
  const remove = db.prepare<[string]>('DELETE FROM trace_outbox WHERE call_id = ?');
  const trim = db.prepare<[number]>(`DELETE FROM trace_outbox WHERE call_id IN
    (SELECT call_id FROM trace_outbox ORDER BY call_id DESC LIMIT -1 OFFSET ?)`);
  const count = db.prepare<[], number>('SELECT COUNT(*) FROM trace_outbox').pluck();
  const clear = db.prepare('DELETE FROM trace_outbox');

  const claim = db.transaction((most: number, now: number): string[] => {
    trim.run(MOST_WAITING);
    const ids = next.all(now - CLAIM_MS, most);
    for (const id of ids) mark.run(now, id);
    return ids;
  });
  const each = db.transaction((ids: readonly string[], change: (id: string) => void) => ids.forEach(change));
  const quietly = (work: () => void): void => {
    if (db.open) unsynced(db, { canWait: false }, work);
  };

  return {
    claim(most, now) {
      let ids: string[] = [];
      quietly(() => void (ids = claim.immediate(most, now)));
      return ids;
    },
    done: (ids) => quietly(() => each.immediate(ids, (id) => remove.run(id))),
    back: (ids) => quietly(() => each.immediate(ids, (id) => mark.run(0, id))),
    waiting: () => count.get() ?? 0,
    clear: () => quietly(() => clear.run()),
  };
}
