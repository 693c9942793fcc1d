import type { AppDeps } from '../../deps.ts';
import type { ProviderStore } from '../provider-store.ts';
import type { Redactor } from '../redact.ts';
import { withLexical } from '../embeddings/with-lexical.ts';
import { createAnthropicProvider } from './anthropic.ts';
import { createBuiltinProvider } from './builtin.ts';
import { createCompatibleProvider } from './compatible.ts';
import type { Connection } from './connection.ts';
import { createOpenAiProvider } from './openai-compatible.ts';
import { createGgufProvider } from './gguf.ts';
import type { LocalFiles } from '../builtin/local-files.ts';
import type { ModelProvider, ProviderRegistry } from './types.ts';

export interface RegistryDeps extends Pick<AppDeps, 'env' | 'secrets' | 'paths' | 'log'> {
  store: ProviderStore;
  redactor: Redactor;
  /** Model files of the person's own; absent: there are none. */
  files?: LocalFiles | undefined;
  /** For tests: another address of the official API, another idle time of the built-in model. */
  anthropicUrl?: string | undefined;
  idleMs?: number | undefined;
}

export interface Providers extends ProviderRegistry {
  /** The process of the built-in model, or null while it is not loaded. */
  builtinPid(): number | null;
  /** The model file that is in memory, and its process. */
  loadedFile(): { ref: string; pid: number } | null;
}

/** The two providers that are always there, the person's own model files, and the servers that were connected, read anew at every call. */
export function createProviders({
  env,
  secrets,
  paths,
  log,
  store,
  redactor,
  files,
  anthropicUrl,
  idleMs,
}: RegistryDeps): Providers {
  const builtin = createBuiltinProvider({ folder: paths.models, log, env, idleMs });
  const anthropic = createAnthropicProvider({ env, secrets, redactor, baseUrl: anthropicUrl });
  const fixed: readonly ModelProvider[] = [withLexical(builtin), anthropic];
  const gguf = files ? createGgufProvider({ files, log, env }) : null;
  const connected = (connection: Connection): ModelProvider =>
    connection.kind === 'openai-compatible'
      ? createOpenAiProvider(connection, { secrets, redactor })
      : createCompatibleProvider(connection, { secrets, redactor });
  return {
    get(id) {
      const known = fixed.find((provider) => provider.id === id);
      if (known) return known;
      if (gguf && id === gguf.id) return gguf;
      const connection = store.find(id);
      return connection && connected(connection);
    },
    // Without a file there is nothing to show of it.
    list: () => [
      ...fixed,
      ...(gguf && gguf.models().length > 0 ? [gguf] : []),
      ...store.list().map(connected),
    ],
    builtinPid: () => builtin.pid(),
    loadedFile: () => gguf?.loaded() ?? null,
    async close() {
      await builtin.close();
      await gguf?.close();
    },
  };
}
