import path from 'node:path';
import { openStore } from '../server/backup/open-store.ts';
import type { Logger, SecretStore } from '../server/deps.ts';
import { systemWeb } from '../server/features/links/web.ts';
import { KEY_VARIABLES } from '../server/features/models/found-keys.ts';
import { FOLDER_VARIABLES } from '../server/features/models/found-files.ts';
import { createServices, type Services } from '../server/services.ts';
import { systemClock } from './clock.ts';
import { prepareDataDir } from './data-dir.ts';
import { desktopEnv } from './desktop-env.ts';
import { createFileLogger } from './log.ts';
import { cairnVersion, pathsFor } from './paths.ts';
import { createSecretStore } from './secrets.ts';

/** What Cairn itself reads, and what a child process on Windows cannot start without. */
const HONOURED = [
  'ANTHROPIC_API_KEY',
  'OLLAMA_HOST',
  'SystemRoot',
  'TEMP',
  'TMP',
  // Only to offer what is there: keys of other providers, and where other programs keep model files.
  ...KEY_VARIABLES,
  ...FOLDER_VARIABLES,
] as const;

export interface OpenedServices {
  services: Services;
  log: Logger;
  close(): Promise<void>;
}

/**
 * Opens the data folder and everything Cairn can do with it, for the server and the terminal alike.
 * @param dataDir absolute; made when missing
 * @param owns whether this process holds the folder's lock: then a damaged database is set aside and a fresh one made;
 *   else it is refused, and a backup that is due is made at the end instead of by a running server
 * @throws AppError `storage_failed` or `conflict` that says what is wrong with the folder or the database
 */
export async function openServices(
  dataDir: string,
  env: NodeJS.ProcessEnv,
  owns = false,
): Promise<OpenedServices> {
  prepareDataDir(dataDir);
  const log = createFileLogger(path.join(dataDir, 'logs'), systemClock);
  const secrets = await createSecretStore(dataDir);
  await openKeyFile(secrets, env, log);
  const { db, damage } = await openStore({ data: dataDir, now: systemClock.now(), owns });
  if (damage) log.error('a damaged database was set aside', { ...damage });
  const services = createServices({
    db,
    damage,
    log,
    secrets,
    clock: systemClock,
    web: systemWeb,
    desktop: { platform: process.platform, env: desktopEnv(env) },
    python: {
      env: { ...desktopEnv(env), CAIRN_PYTHON: env['CAIRN_PYTHON'] },
      // Empty means unset, as everywhere in a shell.
      folder: env['CAIRN_PYTHON_ENVIRONMENTS'] || undefined,
    },
    version: cairnVersion(),
    paths: pathsFor(dataDir),
    env: Object.fromEntries(HONOURED.map((name) => [name, env[name]])),
  });
  return {
    services,
    log,
    async close() {
      if (!owns) await services.backup.makeIfDue();
      await services.close();
      db.close();
    },
  };
}

/** A start without a person (a service, a script) may bring the passphrase in its environment. */
async function openKeyFile({ file }: SecretStore, env: NodeJS.ProcessEnv, log: Logger): Promise<void> {
  const passphrase = env['CAIRN_KEYS_PASSPHRASE'];
  if (!passphrase || file?.state() !== 'locked') return;
  const isOpen = await file.unlock(passphrase).catch(() => false);
  if (!isOpen) log.error('CAIRN_KEYS_PASSPHRASE does not open the file with the keys; it stays locked');
}
