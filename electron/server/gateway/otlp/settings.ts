import { otlpSettings, type OtlpSettings } from '../../../shared/traces.ts';
import type { AppDeps } from '../../deps.ts';
import { readKey } from '../providers/read-key.ts';
import type { Redactor } from '../redact.ts';

/** The key of the setting's row, and the name of the headers in the secret store. */
const SETTING = 'otlp';
const HEADERS = 'otlp-headers';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'secrets'> & { redactor: Redactor };

/** Where traces go. The headers hold keys, so they are never in the database. */
export function createOtlpSettings({ db, clock, secrets, redactor }: Deps) {
  const read = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const write = db.prepare<[string, string, number]>(
    `INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  );
  const drop = db.prepare<[string]>('DELETE FROM setting WHERE key = ?');

  return {
    get(): OtlpSettings | null {
      const text = read.get(SETTING);
      if (text === undefined) return null;
      const parsed = otlpSettings.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : null;
    },
    async headers(): Promise<Record<string, string>> {
      const text = await readKey(HEADERS, { secrets, redactor });
      const headers = text === null ? {} : (JSON.parse(text) as Record<string, string>);
      for (const value of Object.values(headers)) redactor.learn(value);
      return headers;
    },
    async set(settings: OtlpSettings, headers: Record<string, string> | undefined): Promise<void> {
      if (headers) await secrets.set(HEADERS, JSON.stringify(headers));
      write.run(SETTING, JSON.stringify(settings), clock.now());
    },
    async remove(): Promise<void> {
      await secrets.delete(HEADERS);
      drop.run(SETTING);
    },
  };
}
