import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import {
  BUILTIN_MODEL,
  type addServerInput,
  type ConnectionTest,
  type Discovery,
  type Provider,
  type ProviderHealth,
  type TraceDetail,
  type TraceSummary,
} from '../../../shared/models.ts';
import type { MonthSpend } from '../../../shared/gateway-runs.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import {
  createGateway,
  createLazyServer,
  createProviders,
  createProviderStore,
  createRedactor,
  type Gateway,
  type GatewayBooks,
  openCassette,
  type Cassette,
  type ReplayCache,
  type SharedGateway,
  type TraceStore,
} from '../../gateway/index.ts';
import { nearestFew } from '../../../shared/nearest.ts';
import { ANTHROPIC_KEY } from '../../gateway/providers/anthropic.ts';
import { checkBaseUrl, checkResolvedHost } from '../../gateway/providers/base-url.ts';
import { CAPABILITIES } from '../../gateway/providers/capabilities.ts';
import { keyName } from '../../gateway/providers/connection.ts';
import { createOtlpExporter, type OtlpExporter } from '../../gateway/otlp/index.ts';
import type { LocalFiles } from '../../gateway/builtin/local-files.ts';
import type { ModelProvider } from '../../gateway/providers/types.ts';
import { createRetentionSetting, type RetentionSetting } from '../../gateway/traces/retention.ts';
import { modelRefs } from '../../gateway/resolve-model.ts';
import { createRunControl, type RunControl } from '../runs/control.ts';
import type { SettingsService } from '../settings/service.ts';
import { testConnection, testEmbeddings } from './connection-test.ts';
import { discover } from './discover.ts';
import { connectionFor } from './found-keys.ts';
import { checkProvider } from './health.ts';
import { probeServer } from './probe.ts';

export interface ModelService extends RunControl {
  /** What runs and labs send their calls to. */
  readonly gateway: SharedGateway;
  /** What is kept of every call, for how long, and where it goes beside. */
  readonly ledger: TraceStore;
  readonly retention: RetentionSetting;
  readonly exporter: OtlpExporter;
  /** Answers of models that are kept for replay. */
  readonly recordings: ReplayCache;
  /** Recorded answers in a file of a person's own; known keys are taken out. See `openCassette`. */
  cassette(file: string): Cassette;
  /** What this month's calls cost, against the cap in the settings. */
  month(): MonthSpend;
  providers(): Promise<Provider[]>;
  discover(): Promise<Discovery[]>;
  /** Connects a provider whose key `discover` found; the key is copied to where keys are kept. */
  connectFoundKey(id: string): Promise<Provider[]>;
  /** Connects a server after asking it for its models. */
  addServer(input: z.infer<typeof addServerInput>): Promise<Provider[]>;
  /** Disconnects a server and forgets its key. A default model of that server falls back to the built-in one. */
  removeServer(id: string): Promise<Provider[]>;
  setAnthropicKey(key: string): Promise<Provider[]>;
  deleteAnthropicKey(): Promise<Provider[]>;
  /** Tries every provider without spending money. An outage is a result. */
  checkProviders(): Promise<ProviderHealth[]>;
  /** @throws AppError `not_found` that names the nearest models, when there is no such model */
  needModel(model: string): void;
  /** Makes one tiny call. */
  test(model: string): Promise<ConnectionTest>;
  /** The model that is used unless a run names another, as `provider/model`. */
  defaultModel(): string;
  setDefault(model: string | null): string;
  /** A run's calls in order, or the newest calls of all runs. */
  traces(filter: { runId?: string | undefined; limit: number }): TraceSummary[];
  trace(id: string): TraceDetail;
  /** The process id of the built-in model while it is loaded. */
  builtinPid(): number | null;
  /** The model file that is in memory, as `gguf/...`. */
  loadedFile(): string | null;
  loadedFilePid(): number | null;
  close(): Promise<void>;
}

interface Deps {
  deps: AppDeps;
  events: EventBus;
  settings: SettingsService;
  /** Model files of the person's own. */
  files?: LocalFiles;
  /** For tests; see the registry of providers. */
  anthropicUrl?: string;
  idleMs?: number;
  /** For tests: how soon calls are exported. */
  otlpPaceMs?: number;
}

/** How long a setting that was read is good for: another process may set another. */
const FRESH_MS = 1000;

/** The monthly cap, which each paid call asks for: one that is set here holds at once. */
function createCapReader(settings: SettingsService, events: EventBus): () => number | null {
  let last: { readAt: number; cap: number | null } | null = null;
  events.subscribe((event) => {
    if (event.type === 'changed') last = null;
  });
  return () => {
    const readAt = performance.now();
    if (!last || readAt - last.readAt >= FRESH_MS) last = { readAt, cap: settings.get().monthlyCapUsd };
    return last.cap;
  };
}

/** A server that someone typed in may be far away or waking up. */
const PROBE_MS = 5000;

export function createModelService({
  deps,
  events,
  settings,
  files,
  anthropicUrl,
  idleMs,
  otlpPaceMs,
}: Deps): ModelService {
  const { db, clock, log, secrets } = deps;
  const store = createProviderStore(db);
  const redactor = createRedactor();
  const registry = createProviders({ ...deps, store, redactor, files, anthropicUrl, idleMs });
  const monthlyCapUsd = createCapReader(settings, events);
  const retention = createRetentionSetting(db);
  const exporter = createOtlpExporter({
    ...deps,
    redactor,
    find: (id) => gateway.traces.find(id),
    paceMs: otlpPaceMs,
  });
  const gateway: Gateway & GatewayBooks = createGateway({
    db,
    clock,
    log,
    events,
    providers: registry,
    redactor,
    monthlyCapUsd,
    retention: retention.get,
    isExported: exporter.isOn,
  });
  const server = createLazyServer(gateway);
  const shared: SharedGateway = { ...gateway, baseUrl: server.baseUrl };

  async function providers(): Promise<Provider[]> {
    return Promise.all(registry.list().map(describe));
  }

  async function changed(): Promise<Provider[]> {
    events.changed('models');
    return providers();
  }

  async function addServer({
    baseUrl: given,
    title,
    key,
    kind: wanted,
  }: z.infer<typeof addServerInput>): Promise<Provider[]> {
    const address = checkBaseUrl(given);
    await checkResolvedHost(address);
    const probed = await probeServer(address, { key, timeoutMs: PROBE_MS, kind: wanted });
    const { baseUrl, server } = probed;
    if (store.list().some((one) => one.baseUrl === baseUrl)) {
      throw new AppError('conflict', `${baseUrl} is connected already.`, {
        hint: 'Remove it first to change its name or key.',
      });
    }
    const name = title ?? (server === 'other' ? new URL(baseUrl).host : CAPABILITIES[server].title);
    const id = freeId(
      name,
      registry.list().map((one) => one.id),
    );
    if (key) await secrets.set(keyName(id), key);
    store.add({ id, title: name, ...probed, hasKey: key !== undefined }, clock.now());
    return changed();
  }

  function needModel(ref: string): void {
    const known = modelRefs(registry);
    if (modelRefs(registry, 'embeddings').includes(ref)) {
      throw new AppError('bad_input', `${ref} makes vectors, not answers.`, {
        hint: 'Choose a model that writes text.',
      });
    }
    const provider = registry.get(ref.split('/')[0]!);
    // A provider may have models that its list does not name (Anthropic's newer ones), so only the provider must exist.
    const isPossible = provider !== undefined && (provider.kind !== 'builtin' || known.includes(ref));
    if (isPossible) return;
    const close = nearestFew(ref, known);
    throw new AppError('not_found', `There is no model "${ref}".`, {
      hint: close.length > 0 ? `The nearest: ${close.join(', ')}.` : 'Connect a provider first.',
    });
  }

  return {
    gateway: shared,
    ledger: gateway.traces,
    retention,
    exporter,
    recordings: gateway.recordings,
    cassette: (file) => openCassette(file, redactor),
    month: () => gateway.spend(),
    ...createRunControl(gateway),
    providers,
    discover: () =>
      discover({
        env: deps.env,
        connected: store.list().map(({ baseUrl }) => baseUrl),
        files: new Set(files?.list().map(({ path }) => path)),
      }),
    async connectFoundKey(id) {
      const found = connectionFor(id, deps.env);
      if (!found) {
        throw new AppError('not_found', 'That key is not in the environment any more.', {
          hint: 'Add the server with its key.',
        });
      }
      return addServer(found);
    },
    addServer,
    async removeServer(id) {
      const connection = store.find(id);
      if (!connection)
        throw new AppError('not_found', 'That server is not connected.', { hint: 'Reload the list.' });
      store.remove(id);
      if (connection.hasKey) await secrets.delete(keyName(id));
      if (settings.get().defaultModel?.startsWith(`${id}/`)) settings.set({ defaultModel: null });
      return changed();
    },
    async setAnthropicKey(key) {
      await secrets.set(ANTHROPIC_KEY, key);
      return changed();
    },
    async deleteAnthropicKey() {
      await secrets.delete(ANTHROPIC_KEY);
      return changed();
    },
    needModel,
    checkProviders: () =>
      Promise.all(
        registry
          .list()
          .map((one) => checkProvider(one, { gateway: shared, secrets, connections: store.list() })),
      ),
    async test(model) {
      const isEmbeddings = modelRefs(registry, 'embeddings').includes(model);
      if (!isEmbeddings) needModel(model);
      const result = await (isEmbeddings ? testEmbeddings : testConnection)(shared, model);
      await refreshModels(model);
      return result;
    },
    defaultModel: () => settings.get().defaultModel ?? BUILTIN_MODEL,
    setDefault(model) {
      if (model !== null) needModel(model);
      settings.set({ defaultModel: model });
      events.changed('models');
      return model ?? BUILTIN_MODEL;
    },
    traces: ({ runId, limit }) =>
      runId === undefined ? gateway.traces.latest(limit) : gateway.traces.ofRun(runId),
    trace(id) {
      const found = gateway.traces.find(id);
      if (!found)
        throw new AppError('not_found', 'That call is not in the ledger.', { hint: 'Reload the list.' });
      return found;
    },
    builtinPid: registry.builtinPid,
    loadedFile: () => registry.loadedFile()?.ref ?? null,
    loadedFilePid: () => registry.loadedFile()?.pid ?? null,
    async close() {
      exporter.close();
      await gateway.close();
      await server.close();
    },
  };

  /** A test is the moment to learn that a server has other models than when it was connected. */
  async function refreshModels(ref: string): Promise<void> {
    const connection = store.find(ref.split('/')[0]!);
    if (!connection) return;
    const key = connection.hasKey ? ((await secrets.get(keyName(connection.id))) ?? undefined) : undefined;
    const address = connection.baseUrl.replace(/\/v1$/, '');
    const probed = await probeServer(address, { key, timeoutMs: PROBE_MS, kind: connection.kind }).catch(
      () => null,
    );
    if (!probed) return;
    store.setModels(connection.id, probed.models);
    events.changed('models');
  }
}

async function describe(provider: ModelProvider): Promise<Provider> {
  const { id, kind, title, baseUrl, abilities } = provider;
  const models = provider.models().map(({ id: name, ...model }) => ({ ref: `${id}/${name}`, ...model }));
  const more = abilities ? { abilities: [...abilities] } : {};
  return { id, kind, title, baseUrl, models, ...more, ...(await provider.status()) };
}

/** A provider's id from its title: it is part of every model's name, so it is short and never reused by another. */
function freeId(title: string, taken: readonly string[]): string {
  const base =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'server';
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(id)) return id;
  }
}
