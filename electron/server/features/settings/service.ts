import { settings as schema, type Settings, type settingsPatch } from '../../../shared/settings.ts';
import type { z } from 'zod';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';

export interface SettingsService {
  get(): Settings;
  /** Stores the given keys and leaves the others; returns the whole. */
  set(patch: z.infer<typeof settingsPatch>): Settings;
}

export function createSettingsService(deps: { db: Db; clock: Clock; events: EventBus }): SettingsService {
  const { db, clock, events } = deps;
  const all = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM setting');
  const put = db.prepare<[string, string, number]>(
    `INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  );

  function get(): Settings {
    const stored = Object.fromEntries(all.all().map((row) => [row.key, JSON.parse(row.value) as unknown]));
    const whole = schema.safeParse(stored);
    if (whole.success) return whole.data;
    // One bad value must not take the good ones with it.
    for (const issue of whole.error.issues) delete stored[String(issue.path[0])];
    return schema.parse(stored);
  }

  const save = db.transaction((patch: z.infer<typeof settingsPatch>) => {
    for (const [key, value] of Object.entries(patch)) {
      if (value !== undefined) put.run(key, JSON.stringify(value), clock.now());
    }
  });

  return {
    get,
    set(patch) {
      save(patch);
      events.changed('settings', 'practice');
      return get();
    },
  };
}
