import type { Db } from '../../db/connection.ts';

/** Steps that were put off, each until a day. */
export function createPutOffStore(db: Db) {
  const all = db.prepare<[string], string>('SELECT step_id FROM step_put_off WHERE until_on > ?').pluck();
  const put = db.prepare<[string, string, number]>(`INSERT INTO step_put_off (step_id, until_on, put_off_at)
    VALUES (?, ?, ?) ON CONFLICT (step_id) DO UPDATE SET until_on = excluded.until_on, put_off_at = excluded.put_off_at`);
  const drop = db.prepare<[string]>('DELETE FROM step_put_off WHERE step_id = ?');
  const clear = db.prepare<[string]>('DELETE FROM step_put_off WHERE until_on <= ?');
  return {
    /** What is put off beyond a day. */
    on: (today: string): ReadonlySet<string> => new Set(all.all(today)),
    put: (id: string, untilOn: string, at: number) => void put.run(id, untilOn, at),
    drop: (id: string) => void drop.run(id),
    /** Forgets what waits no longer. */
    clear: (today: string) => void clear.run(today),
  };
}
