import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import { createApp, type App } from '../../electron/server/app.ts';
import type { Web } from '../../electron/server/features/links/web.ts';
import { openDatabase, type Db } from '../../electron/server/db/connection.ts';
import type { Clock, Desktop, PythonTools, SecretStore } from '../../electron/server/deps.ts';
import { createSessions, SESSION_HEADER } from '../../electron/server/http/sessions.ts';
import type { AppRouter } from '../../electron/server/router.ts';
import { createServices, type Services } from '../../electron/server/services.ts';

export const root = path.resolve(import.meta.dirname, '../..');
/** The environments of Python that tests and proofs share: made once a machine. */
export const PYTHON_ENVIRONMENTS = path.join(root, 'node_modules/.cache/cairn-python');
export const ORIGIN = 'http://127.0.0.1:4000';

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  set(iso: string): void;
  advance(ms: number): void;
  travel(zone: string): void;
}

export function testClock(iso = '2026-11-21T10:00:00Z', startZone = 'Europe/Paris'): TestClock {
  let now = Date.parse(iso);
  let zone = startZone;
  return {
    now: () => now,
    zone: () => zone,
    set: (value) => void (now = Date.parse(value)),
    advance: (ms) => void (now += ms),
    travel: (value) => void (zone = value),
  };
}

export function memorySecrets(entries: Record<string, string> = {}): SecretStore {
  const values = new Map(Object.entries(entries));
  return {
    description: 'this test only',
    durable: false,
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => void values.set(name, value),
    delete: async (name) => void values.delete(name),
  };
}

export interface TestApp {
  app: App;
  services: Services;
  db: Db;
  clock: TestClock;
  /** The official tRPC client, over `app.fetch`, with a session that was exchanged for a launch token. */
  client: TRPCClient<AppRouter>;
  session: string;
  logged: { message: string; facts: Record<string, unknown> }[];
  /** A request as the window would send it, unless the headers given say otherwise. */
  request(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  clock?: TestClock;
  db?: Db;
  data?: string;
  /** A folder of labs instead of Cairn's own. */
  labs?: string;
  env?: Record<string, string>;
  secrets?: SecretStore;
  /** The network for the titles of links; without it none is looked up. */
  web?: Web;
  /** Where editors are looked for; without it none is offered. */
  desktop?: Desktop;
  /** How Python is found; left out: as in a terminal. */
  python?: PythonTools;
  /** How soon calls are exported. */
  otlpPaceMs?: number;
  /** A built interface other than the one in dist. */
  renderer?: string;
}

/** Builds the whole app on an in-memory database and a fresh data folder: no sockets, no mocks. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = options.clock ?? testClock();
  const data = options.data ?? mkdtempSync(path.join(tmpdir(), 'cairn-app-'));
  const db = options.db ?? openDatabase(':memory:');
  const logged: TestApp['logged'] = [];
  const log = (message: string, facts: Record<string, unknown> = {}): void =>
    void logged.push({ message, facts });
  const services = createServices(
    {
      version: '0.0.0-test',
      db,
      clock,
      secrets: options.secrets ?? memorySecrets(),
      env: options.env ?? {},
      ...(options.web && { web: options.web }),
      ...(options.desktop && { desktop: options.desktop }),
      python: options.python ?? { env: process.env, folder: PYTHON_ENVIRONMENTS },
      log: { info: log, error: log },
      paths: {
        data,
        curriculum: path.join(root, 'curriculum'),
        labs: options.labs ?? path.join(root, 'labs'),
        renderer: options.renderer ?? path.join(root, 'dist/renderer'),
        models: path.join(root, 'resources/models'),
      },
    },
    options.otlpPaceMs === undefined ? {} : { otlpPaceMs: options.otlpPaceMs },
  );
  const sessions = createSessions();
  const app = createApp({ services, sessions, origins: () => [ORIGIN] });
  const session = sessions.exchange(sessions.launchToken());
  const request: TestApp['request'] = (where, init = {}) =>
    app.fetch(
      new Request(new URL(where, ORIGIN), {
        ...init,
        headers: { origin: ORIGIN, [SESSION_HEADER]: session, ...(init.headers as Record<string, string>) },
      }),
    );
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({ url: `${ORIGIN}/trpc`, fetch: (url, init) => request(String(url), init as RequestInit) }),
    ],
  });
  return {
    app,
    services,
    db,
    clock,
    client,
    session,
    logged,
    request,
    async close() {
      await app.close();
      await services.close();
      db.close();
      if (!options.data) rmSync(data, { recursive: true, force: true });
    },
  };
}
