import path from 'node:path';
import { openDatabase } from '../server/db/connection.ts';
import type { Logger } from '../server/deps.ts';
import { createServices, type Services } from '../server/services.ts';
import { systemClock } from './clock.ts';
import { prepareDataDir } from './data-dir.ts';
import { createFileLogger } from './log.ts';
import { cairnVersion, pathsFor } from './paths.ts';
import { createSecretStore } from './secrets.ts';

/** The few variables that the app may know; the rest of the environment stays outside. */
/** What Cairn itself reads, and what a child process on Windows cannot start without. */
const HONOURED = ['ANTHROPIC_API_KEY', 'OLLAMA_HOST', 'SystemRoot', 'TEMP', 'TMP'] as const;

export interface OpenedServices {
  services: Services;
  log: Logger;
  close(): Promise<void>;
}

/**
 * Opens the data folder and everything Cairn can do with it, for the server and the terminal alike.
 * @param dataDir absolute; made when missing
 * @throws AppError `storage_failed` or `conflict` that says what is wrong with the folder or the database
 */
export async function openServices(dataDir: string, env: NodeJS.ProcessEnv): Promise<OpenedServices> {
  prepareDataDir(dataDir);
  const log = createFileLogger(path.join(dataDir, 'logs'), systemClock);
  const secrets = await createSecretStore();
  const db = openDatabase(path.join(dataDir, 'cairn.db'));
  const services = createServices({
    db,
    log,
    secrets,
    clock: systemClock,
    version: cairnVersion(),
    paths: pathsFor(dataDir),
    env: Object.fromEntries(HONOURED.map((name) => [name, env[name]])),
  });
  return {
    services,
    log,
    async close() {
      await services.close();
      db.close();
    },
  };
}
