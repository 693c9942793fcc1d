import type { Overlap } from '../../../shared/practice-changes.ts';
import type { PracticeSession } from '../../../shared/practice.ts';
import { sharedStretch } from '../../../shared/stretches.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import { COLUMNS, toSession, type PracticeStore, type SessionRow } from './store.ts';

/** Less than a minute is the click between stopping one thing and starting the next. */
export const LEAST_OVERLAP_MS = 60_000;
/** How far back a session may have begun that still runs: longer ones are not looked for. */
const LOOK_BACK_MS = 7 * 86_400_000;

type Deps = { db: Db; clock: Clock; events: EventBus; store: PracticeStore };

/**
 * Sessions that share time. Each counts as it was logged (see docs/decisions); here they are found, so that a person
 * can say what is meant.
 */
export function createOverlaps({ db, clock, events, store }: Deps) {
  const crossing = `FROM practice_session o WHERE o.deleted_at IS NULL
    AND o.started_at < @endedAt - ${LEAST_OVERLAP_MS} + 1 AND o.started_at > @startedAt - ${LOOK_BACK_MS}
    AND o.ended_at > @startedAt + ${LEAST_OVERLAP_MS} - 1 AND o.id <> @id
    AND min(o.ended_at, @endedAt) - max(o.started_at, @startedAt) >= ${LEAST_OVERLAP_MS}
    AND NOT EXISTS (SELECT 1 FROM overlap_kept k
      WHERE k.first_id = min(o.id, @id) AND k.second_id = max(o.id, @id))`;
  const first = db.prepare<Times, string>(`SELECT o.id ${crossing} LIMIT 1`).pluck();
  const all = db.prepare<Times, SessionRow>(
    `SELECT ${COLUMNS} FROM practice_session s WHERE s.id IN (SELECT o.id ${crossing}) ORDER BY s.started_at, s.id`,
  );
  // A session overlaps an earlier one exactly when it starts before the latest end so far.
  const later = db.prepare<[number, number], SessionRow>(`SELECT ${COLUMNS} FROM practice_session s
    WHERE s.id IN (SELECT id FROM (
      SELECT id, started_at, ended_at, max(ended_at) OVER
        (ORDER BY started_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS so_far
      FROM practice_session WHERE deleted_at IS NULL AND started_at >= ?)
      WHERE so_far - started_at >= ${LEAST_OVERLAP_MS} AND ended_at - started_at >= ${LEAST_OVERLAP_MS}
      ORDER BY started_at DESC LIMIT ?)
    ORDER BY s.started_at DESC, s.id DESC`);
  const keep = db.prepare<[string, string, number]>('INSERT OR IGNORE INTO overlap_kept VALUES (?, ?, ?)');
  const unkeep = db.prepare<[string, string]>(
    'DELETE FROM overlap_kept WHERE first_id = ? AND second_id = ?',
  );

  return {
    /** Those of the sessions that share at least a minute with another one, and are not meant to. */
    among: (sessions: readonly PracticeSession[]): string[] =>
      sessions.filter((it) => first.get(timesOf(it)) !== undefined).map((it) => it.id),

    /** The sessions that share time with one, or with a stretch that is about to be logged. */
    with: (times: Times): PracticeSession[] => all.all(times).map(toSession),

    /**
     * Pairs that share time, newest first.
     * @param since epoch ms: only sessions that began then or later
     */
    since(since: number, limit: number): Overlap[] {
      const pairs = later.all(since, limit).flatMap((row) => {
        const second = toSession(row);
        return all.all(timesOf(second)).flatMap((other): Overlap[] => {
          const one = toSession(other);
          const shared = sharedStretch(one, second);
          const isEarlier =
            one.startedAt < second.startedAt || (one.startedAt === second.startedAt && one.id < second.id);
          return shared && isEarlier && one.startedAt >= since ? [{ first: one, second, ...shared }] : [];
        });
      });
      return pairs.slice(0, limit);
    },

    /** Says that two sessions are meant to share time, or asks again. */
    keep({ ids: [a, b], kept }: { ids: [string, string]; kept: boolean }): void {
      const [one, two] = a < b ? [a, b] : [b, a];
      if (kept) {
        if (store.find(a) && store.find(b)) keep.run(one, two, clock.now());
      } else unkeep.run(one, two);
      events.changed('practice');
    },
  };
}

export interface Times {
  id: string;
  startedAt: number;
  endedAt: number;
}

const timesOf = ({ id, startedAt, endedAt }: PracticeSession): Times => ({ id, startedAt, endedAt });

export type Overlaps = ReturnType<typeof createOverlaps>;
