import type { Damage } from './backup/open-store.ts';
import type { Db } from './db/connection.ts';

/** Wall clock and zone, injected so that tests can move both. */
export interface Clock {
  now(): number;
  zone(): string;
}

/** Where API keys live. A key leaves the server process only in a request to its own provider. */
export interface SecretStore {
  /** What backs the store, for people: "the macOS keychain", "this session only". */
  readonly description: string;
  readonly durable: boolean;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

export interface Logger {
  info(message: string, facts?: Record<string, unknown>): void;
  error(message: string, facts?: Record<string, unknown>): void;
}

/** Folders, all absolute. `data` is the person's; the others ship with Cairn and are only read. */
export interface Paths {
  data: string;
  curriculum: string;
  labs: string;
  renderer: string;
  models: string;
}

/** Everything the app needs from the outside. Nothing inside reads process.env or keeps module-level state. */
export interface AppDeps {
  /** Cairn's own version, from package.json. */
  version: string;
  db: Db;
  paths: Paths;
  clock: Clock;
  secrets: SecretStore;
  log: Logger;
  /** The few environment variables Cairn honours, picked by the host (ANTHROPIC_API_KEY, OLLAMA_HOST). */
  env: Readonly<Record<string, string | undefined>>;
  /** The damaged database that was set aside at this start, if there was one. */
  damage?: Damage | null;
}
