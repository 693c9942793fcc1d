import type { AppDeps } from '../../deps.ts';
import type { ProviderStore } from '../provider-store.ts';
import type { Redactor } from '../redact.ts';
import { createAnthropicProvider } from './anthropic.ts';
import { createBuiltinProvider } from './builtin.ts';
import { createCompatibleProvider } from './compatible.ts';
import type { ModelProvider, ProviderRegistry } from './types.ts';

export interface RegistryDeps extends Pick<AppDeps, 'env' | 'secrets' | 'paths' | 'log'> {
  store: ProviderStore;
  redactor: Redactor;
  /** For tests: another address of the official API, another idle time of the built-in model. */
  anthropicUrl?: string | undefined;
  idleMs?: number | undefined;
}

export interface Providers extends ProviderRegistry {
  /** The process of the built-in model, or null while it is not loaded. */
  builtinPid(): number | null;
}

/** The two providers that are always there, and the servers that were connected, read anew at every call. */
export function createProviders({
  env,
  secrets,
  paths,
  log,
  store,
  redactor,
  anthropicUrl,
  idleMs,
}: RegistryDeps): Providers {
  const builtin = createBuiltinProvider({ folder: paths.models, log, env, idleMs });
  const anthropic = createAnthropicProvider({ env, secrets, redactor, baseUrl: anthropicUrl });
  const fixed: readonly ModelProvider[] = [builtin, anthropic];
  return {
    get(id) {
      const connection = store.find(id);
      return (
        fixed.find((provider) => provider.id === id) ??
        (connection && createCompatibleProvider(connection, { secrets, redactor }))
      );
    },
    list: () => [
      ...fixed,
      ...store.list().map((connection) => createCompatibleProvider(connection, { secrets, redactor })),
    ],
    builtinPid: () => builtin.pid(),
    close: () => builtin.close(),
  };
}
