import { settings as schema, type Settings, type settingsPatch } from '../../../shared/settings.ts';
import type { z } from 'zod';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import { adapterOf } from '../../labs/adapters/index.ts';

export interface SettingsService {
  get(): Settings;
  /** Stores the given keys and leaves the others; returns the whole. @throws AppError for a language that is not there */
  set(patch: z.infer<typeof settingsPatch>): Settings;
}

interface Row {
  key: string;
  value: string;
}

export function createSettingsService(deps: { db: Db; clock: Clock; events: EventBus }): SettingsService {
  const { db, clock, events } = deps;
  const all = db.prepare<[], Row>('SELECT key, value FROM setting');
  const put = db.prepare<[string, string, number]>(
    `INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  );

  function read(rows: readonly Row[]): Settings {
    const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
    const whole = schema.safeParse(stored);
    if (whole.success) return whole.data;
    // One bad value must not take the good ones with it.
    for (const issue of whole.error.issues) delete stored[String(issue.path[0])];
    return schema.parse(stored);
  }

  let known: { text: string; settings: Settings } | undefined;
  /** Asked for by each save: the rows are read anew, and checked anew only when they say something else. */
  function get(): Settings {
    const rows = all.all();
    const text = rows.map(({ key, value }) => `${key}\n${value}`).join('\n');
    if (text !== known?.text) known = { text, settings: read(rows) };
    return { ...known.settings };
  }

  const save = db.transaction((patch: z.infer<typeof settingsPatch>) => {
    for (const [key, value] of Object.entries(patch)) {
      if (value !== undefined) put.run(key, JSON.stringify(value), clock.now());
    }
  });

  return {
    get,
    set(patch) {
      if (patch.language !== undefined) adapterOf(patch.language);
      save(patch);
      events.changed('settings', 'practice');
      return get();
    },
  };
}
