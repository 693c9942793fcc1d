import type { Damage } from './backup/open-store.ts';
import type { Db } from './db/connection.ts';
import type { Web } from './features/links/web.ts';

/** Wall clock and zone, injected so that tests can move both. */
export interface Clock {
  now(): number;
  zone(): string;
}

/** Keys in a file that a passphrase opens: what a person may choose where there is no keychain. */
export interface KeyFile {
  state(): 'off' | 'locked' | 'open';
  /** Makes the file, with the keys of this session in it. @throws AppError `conflict` when there is one */
  turnOn(passphrase: string): Promise<void>;
  /** @returns false for a wrong passphrase. @throws AppError `bad_input` when the file is damaged */
  unlock(passphrase: string): Promise<boolean>;
  /** Removes the file. Its keys, where it was open, stay until Cairn stops. */
  turnOff(): Promise<void>;
}

/** Where API keys live. A key leaves the server process only in a request to its own provider. */
export interface SecretStore {
  /** What backs the store, for people: "the macOS keychain", "this session only". */
  readonly description: string;
  readonly durable: boolean;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
  /** Absent where a keychain makes it unnecessary. */
  readonly file?: KeyFile;
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

/** What the person's own programs are found and started with: an editor to open a workspace in. */
export interface Desktop {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
}

/** With what a Python for the labs is found, and where its environments are kept. */
export interface PythonTools {
  /** The person's variables: PATH, HOME, proxies, and CAIRN_PYTHON, which names the interpreter. */
  env: Readonly<Record<string, string | undefined>>;
  /** Default: in the data folder. */
  folder?: string | undefined;
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
  /** The few environment variables Cairn honours, picked by the host (ANTHROPIC_API_KEY, OLLAMA_HOST, HOME). */
  env: Readonly<Record<string, string | undefined>>;
  /** The network as far as the titles of links need it; without it none is looked up. */
  web?: Web;
  /** The person's desktop; without it no editor is offered. */
  desktop?: Desktop;
  /** Without it no Python is found. */
  python?: PythonTools;
  /** The damaged database that was set aside at this start, if there was one. */
  damage?: Damage | null;
}
