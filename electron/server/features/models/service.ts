import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import {
  BUILTIN_MODEL,
  type addServerInput,
  type ConnectionTest,
  type Discovery,
  type Provider,
  type TraceDetail,
  type TraceSummary,
} from '../../../shared/models.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import {
  createGateway,
  createLazyServer,
  createProviders,
  createProviderStore,
  createRedactor,
  type SharedGateway,
} from '../../gateway/index.ts';
import { nearestFew } from '../../../shared/nearest.ts';
import { ANTHROPIC_KEY } from '../../gateway/providers/anthropic.ts';
import { checkBaseUrl, checkResolvedHost } from '../../gateway/providers/base-url.ts';
import { CAPABILITIES } from '../../gateway/providers/capabilities.ts';
import { keyName } from '../../gateway/providers/compatible.ts';
import type { ModelProvider } from '../../gateway/providers/types.ts';
import { modelRefs } from '../../gateway/resolve-model.ts';
import type { SettingsService } from '../settings/service.ts';
import { testConnection } from './connection-test.ts';
import { discover } from './discover.ts';
import { probeServer } from './probe.ts';

export interface ModelService {
  /** What runs and labs send their calls to. */
  readonly gateway: SharedGateway;
  providers(): Promise<Provider[]>;
  discover(): Promise<Discovery[]>;
  /** Connects a server after asking it for its models. */
  addServer(input: z.infer<typeof addServerInput>): Promise<Provider[]>;
  /** Disconnects a server and forgets its key. A default model of that server falls back to the built-in one. */
  removeServer(id: string): Promise<Provider[]>;
  setAnthropicKey(key: string): Promise<Provider[]>;
  deleteAnthropicKey(): Promise<Provider[]>;
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
  close(): Promise<void>;
}

interface Deps {
  deps: AppDeps;
  events: EventBus;
  settings: SettingsService;
  /** For tests; see the registry of providers. */
  anthropicUrl?: string;
  idleMs?: number;
}

/** A server that someone typed in may be far away or waking up. */
const PROBE_MS = 5000;

export function createModelService({ deps, events, settings, anthropicUrl, idleMs }: Deps): ModelService {
  const { db, clock, log, secrets } = deps;
  const store = createProviderStore(db);
  const redactor = createRedactor();
  const registry = createProviders({ ...deps, store, redactor, anthropicUrl, idleMs });
  const gateway = createGateway({ db, clock, log, events, providers: registry, redactor });
  const server = createLazyServer(gateway);
  const shared: SharedGateway = { ...gateway, baseUrl: server.baseUrl };

  async function providers(): Promise<Provider[]> {
    return Promise.all(registry.list().map(describe));
  }

  async function changed(): Promise<Provider[]> {
    events.changed('models');
    return providers();
  }

  function needModel(ref: string): void {
    const known = modelRefs(registry);
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
    providers,
    discover: () =>
      discover(
        deps.env,
        store.list().map(({ baseUrl }) => baseUrl),
      ),
    async addServer({ baseUrl: given, title, key }) {
      const baseUrl = checkBaseUrl(given);
      await checkResolvedHost(baseUrl);
      const { server: kind, models } = await probeServer(baseUrl, { key, timeoutMs: PROBE_MS });
      if (store.list().some((one) => one.baseUrl === baseUrl)) {
        throw new AppError('conflict', `${baseUrl} is connected already.`, {
          hint: 'Remove it first to change its name or key.',
        });
      }
      const name = title ?? (kind === 'other' ? new URL(baseUrl).host : CAPABILITIES[kind].title);
      const id = freeId(
        name,
        registry.list().map((one) => one.id),
      );
      if (key) await secrets.set(keyName(id), key);
      store.add({ id, title: name, baseUrl, server: kind, hasKey: key !== undefined, models }, clock.now());
      return changed();
    },
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
    async test(model) {
      needModel(model);
      const result = await testConnection(shared, model);
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
    async close() {
      await gateway.close();
      await server.close();
    },
  };

  /** A test is the moment to learn that a server has other models than when it was connected. */
  async function refreshModels(ref: string): Promise<void> {
    const connection = store.find(ref.split('/')[0]!);
    if (!connection) return;
    const key = connection.hasKey ? ((await secrets.get(keyName(connection.id))) ?? undefined) : undefined;
    const probed = await probeServer(connection.baseUrl, { key, timeoutMs: PROBE_MS }).catch(() => null);
    if (!probed) return;
    store.setModels(connection.id, probed.models);
    events.changed('models');
  }
}

async function describe(provider: ModelProvider): Promise<Provider> {
  const { id, kind, title, baseUrl } = provider;
  const models = provider.models().map(({ id: name, ...model }) => ({ ref: `${id}/${name}`, ...model }));
  return { id, kind, title, baseUrl, models, ...(await provider.status()) };
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
