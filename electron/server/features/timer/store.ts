import type { Db } from '../../db/connection.ts';
import type { Run } from './run.ts';

type Row = Omit<Run, 'interrupted' | 'pauses' | 'away' | 'idles'> & {
  interrupted: number;
  pauses: string;
  away: number;
  idles: string;
};

const decode = ({ interrupted, pauses, away, idles, ...rest }: Row): Run => ({
  ...rest,
  interrupted: interrupted === 1,
  away: away === 1,
  pauses: JSON.parse(pauses) as Run['pauses'],
  idles: JSON.parse(idles) as Run['idles'],
});

const encode = ({ interrupted, pauses, away, idles, ...rest }: Run): Row => ({
  ...rest,
  interrupted: Number(interrupted),
  away: Number(away),
  pauses: JSON.stringify(pauses),
  idles: JSON.stringify(idles),
});

/** The one row of the timer table, and what is logged around it. */
export function createTimerStore(db: Db) {
  const get = db.prepare<[], Row>(`SELECT started_at AS startedAt, heartbeat_at AS heartbeatAt, interrupted,
    paused_at AS pausedAt, pauses, away, input_at AS inputAt, idles,
    zone, activity, skill_id AS skillId, lab_id AS labId, target_id AS targetId, note FROM timer`);
  const put = db.prepare<Row>(`INSERT OR REPLACE INTO timer
    (id, started_at, heartbeat_at, interrupted, paused_at, pauses, away, input_at, idles,
     zone, activity, skill_id, lab_id, target_id, note)
    VALUES (1, @startedAt, @heartbeatAt, @interrupted, @pausedAt, @pauses, @away, @inputAt, @idles,
     @zone, @activity, @skillId, @labId, @targetId, @note)`);
  const clear = db.prepare('DELETE FROM timer');
  const countedAfter = db.prepare<[number, number]>(`SELECT 1 FROM practice_session
    WHERE deleted_at IS NULL AND source = 'timer' AND ended_at > ? AND started_at < ? LIMIT 1`);
  const lastEndIn = db
    .prepare<[number, number], number | null>(`SELECT max(ended_at) FROM practice_session
      WHERE deleted_at IS NULL AND ended_at > ? AND started_at < ?`)
    .pluck();
  return {
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    get(): Run | undefined {
      const row = get.get();
      return row && decode(row);
    },
    put: (run: Run) => void put.run(encode(run)),
    clear: () => void clear.run(),
    /** Whether a timer's session lies, even partly, between two moments. */
    loggedBetween: (from: number, to: number): boolean => countedAfter.get(from, to) !== undefined,
    /** When the last of the sessions that reach into a stretch ended; null when there is none. */
    lastEndIn: (from: number, to: number): number | null => lastEndIn.get(from, to) ?? null,
  };
}
