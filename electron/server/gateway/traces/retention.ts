import { traceRetention } from '../../../shared/traces.ts';
import type { Db } from '../../db/connection.ts';
import type { Retention } from './bodies.ts';

const SETTING = 'traceRetention';

export interface RetentionSetting {
  get(): Retention;
  set(next: Retention, now: number): void;
}

/** How long a value that was read is good for: another process may set another. */
const FRESH_MS = 1000;

/** How long requests and answers are kept, as the person set it. Every call asks; what is set here holds at once. */
export function createRetentionSetting(db: Db): RetentionSetting {
  const read = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const write = db.prepare<[string, string, number]>(
    `INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  );
  let last: { readAt: number; retention: Retention } | null = null;
  return {
    get() {
      const readAt = performance.now();
      if (last && readAt - last.readAt < FRESH_MS) return last.retention;
      const parsed = traceRetention.safeParse(JSON.parse(read.get(SETTING) ?? '{}'));
      last = { readAt, retention: parsed.success ? parsed.data : traceRetention.parse({}) };
      return last.retention;
    },
    set(next, now) {
      write.run(SETTING, JSON.stringify(next), now);
      last = null;
    },
  };
}
