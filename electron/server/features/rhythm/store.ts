import type { ItemRow, OccurrenceState } from '../../../shared/rhythm.ts';
import type { Db } from '../../db/connection.ts';

type StoredItem = Omit<ItemRow, 'own' | 'active' | 'remind'> & {
  own: number;
  active: number;
  remind: number;
};
type OccurrenceRow = Omit<OccurrenceState, 'checkedAt'> & { updatedAt: number };

const EMPTY = { skippedAt: null, skipReason: '', movedOn: null, movedTime: null };

/** The person's items and changes, and what became of each item in each period. */
export function createRhythmStore(db: Db) {
  const items = db.prepare<[], StoredItem>(
    `SELECT id, own, title, detail, cadence, weekday, time, minutes, active, remind, created_at AS createdAt,
      updated_at AS updatedAt, deleted_at AS deletedAt FROM rhythm_item ORDER BY created_at, id`,
  );
  const putItem = db.prepare(`INSERT OR REPLACE INTO rhythm_item
    (id, own, title, detail, cadence, weekday, time, minutes, active, remind, created_at, updated_at, deleted_at)
    VALUES (@id, @own, @title, @detail, @cadence, @weekday, @time, @minutes, @active, @remind, @createdAt,
      @updatedAt, @deletedAt)`);
  const checkedAt = db
    .prepare<[string, string], number>('SELECT checked_at FROM rhythm_check WHERE item_id = ? AND period = ?')
    .pluck();
  const check = db.prepare<[string, string, number]>(
    'INSERT INTO rhythm_check VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const uncheck = db.prepare<[string, string]>('DELETE FROM rhythm_check WHERE item_id = ? AND period = ?');
  const occurrence = db.prepare<[string, string], OccurrenceRow>(
    `SELECT skipped_at AS skippedAt, skip_reason AS skipReason, moved_on AS movedOn, moved_time AS movedTime,
      updated_at AS updatedAt FROM rhythm_occurrence WHERE item_id = ? AND period = ?`,
  );
  const putOccurrence = db.prepare(`INSERT OR REPLACE INTO rhythm_occurrence
    (item_id, period, skipped_at, skip_reason, moved_on, moved_time, updated_at)
    VALUES (@itemId, @period, @skippedAt, @skipReason, @movedOn, @movedTime, @updatedAt)`);
  const dropOccurrence = db.prepare<[string, string]>(
    'DELETE FROM rhythm_occurrence WHERE item_id = ? AND period = ?',
  );
  const recorded = db
    .prepare<[string, string, string, string, string, string], string>(
      `SELECT period FROM rhythm_check WHERE item_id = ? AND period BETWEEN ? AND ?
       UNION SELECT period FROM rhythm_occurrence WHERE item_id = ? AND period BETWEEN ? AND ?
       ORDER BY period LIMIT 1`,
    )
    .pluck();
  const firstMark = db
    .prepare<[], number | null>(
      `SELECT min(at) FROM (SELECT min(checked_at) AS at FROM rhythm_check
       UNION ALL SELECT min(updated_at) FROM rhythm_occurrence)`,
    )
    .pluck();
  const noteId = db
    .prepare<[string, string], string>(
      `SELECT id FROM note WHERE item_id = ? AND period = ? AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 1`,
    )
    .pluck();

  return {
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    items: (): ItemRow[] =>
      items.all().map((row) => ({
        ...row,
        own: row.own === 1,
        active: row.active === 1,
        remind: row.remind === 1,
      })),
    putItem: (row: ItemRow) =>
      void putItem.run({
        ...row,
        own: Number(row.own),
        active: Number(row.active),
        remind: Number(row.remind),
      }),
    state(itemId: string, period: string): OccurrenceState & { updatedAt: number } {
      const row = occurrence.get(itemId, period) ?? { ...EMPTY, updatedAt: 0 };
      return { checkedAt: checkedAt.get(itemId, period) ?? null, ...row };
    },
    /** Writes the whole state; a state that says nothing leaves no row. */
    setState(ref: { itemId: string; period: string }, state: OccurrenceState, at: number): void {
      const { checkedAt: done, ...rest } = state;
      uncheck.run(ref.itemId, ref.period);
      if (done !== null) check.run(ref.itemId, ref.period, done);
      const isEmpty = rest.skippedAt === null && rest.movedOn === null && rest.movedTime === null;
      if (isEmpty) dropOccurrence.run(ref.itemId, ref.period);
      else putOccurrence.run({ ...ref, ...rest, updatedAt: at });
    },
    /** The period between two names under which something was recorded already. */
    recorded: (itemId: string, from: string, to: string): string | undefined =>
      recorded.get(itemId, from, to, itemId, from, to),
    /** When anything was first checked off, skipped or moved. */
    firstMark: (): number | null => firstMark.get() ?? null,
    noteId: (itemId: string, period: string): string | null => noteId.get(itemId, period) ?? null,
  };
}

export type RhythmStore = ReturnType<typeof createRhythmStore>;
