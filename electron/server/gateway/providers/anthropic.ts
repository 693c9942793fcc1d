import catalogue from './anthropic-models.json' with { type: 'json' };
import { failure } from '../api-error.ts';
import { readKey, storedIn, type KeyDeps } from './read-key.ts';
import type { ModelProvider } from './types.ts';
import { forward, upstreamHeaders } from './upstream.ts';

/** The name of the key in the secret store. */
export const ANTHROPIC_KEY = 'anthropic-api-key';
const ANTHROPIC_URL = 'https://api.anthropic.com';

export interface AnthropicDeps extends KeyDeps {
  env: Readonly<Record<string, string | undefined>>;
  /** Where the API is; tests point it at a server of their own. */
  baseUrl?: string | undefined;
}

type Key = { value: string | null; source: 'environment' | 'keychain' | 'file' | 'session' | 'missing' };

/**
 * The official API, passed through: the answer's bytes are not touched. The environment's key goes before the
 * stored one, so that a shell can override it for one start.
 */
export function createAnthropicProvider({
  env,
  secrets,
  redactor,
  baseUrl = ANTHROPIC_URL,
}: AnthropicDeps): ModelProvider {
  async function key(): Promise<Key> {
    const fromEnv = env.ANTHROPIC_API_KEY?.trim();
    if (fromEnv) {
      redactor.learn(fromEnv);
      return { value: fromEnv, source: 'environment' };
    }
    const value = await readKey(ANTHROPIC_KEY, { secrets, redactor });
    return { value, source: value === null ? 'missing' : storedIn(secrets) };
  }

  return {
    id: 'anthropic',
    kind: 'anthropic',
    title: 'Anthropic',
    baseUrl: null,
    free: false,
    otelName: 'anthropic',
    models: () => catalogue.models,
    async status() {
      const { source } = await key();
      if (source === 'missing') {
        return {
          keySource: source,
          state: 'needs-key',
          detail: 'Set a key here, or start Cairn with ANTHROPIC_API_KEY in the environment.',
        };
      }
      const from = source === 'environment' ? 'the environment (ANTHROPIC_API_KEY)' : secrets.description;
      return { keySource: source, state: 'ready', detail: `The key comes from ${from}.` };
    },
    async send(call) {
      const { value } = await key();
      if (!value) {
        return failure(
          401,
          'No Anthropic key is set in Cairn. Set one under Models, or choose the built-in practice model.',
        );
      }
      const path = call.operation === 'messages' ? '/v1/messages' : '/v1/messages/count_tokens';
      return forward({
        url: baseUrl + path,
        title: 'Anthropic',
        headers: upstreamHeaders(call.headers, value),
        body: call.raw ?? JSON.stringify(call.body),
        signal: call.signal,
        connected: call.connected,
      });
    },
  };
}
