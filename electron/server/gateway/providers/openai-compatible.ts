import { estimateTokens } from '../estimate.ts';
import { abilitiesOf } from './abilities.ts';
import { CAPABILITIES } from './capabilities.ts';
import { createChatEndpoint } from './chat-endpoint.ts';
import { connectionStatus, isLocal, keyOf, type Connection } from './connection.ts';
import type { KeyDeps } from './read-key.ts';
import type { ModelProvider } from './types.ts';

/** OpenTelemetry's names of those providers that have one (semantic-conventions-genai, `gen_ai.provider.name`). */
const OTEL_NAMES: Readonly<Record<string, string>> = { openai: 'openai', gemini: 'gcp.gemini' };

/** A server that speaks Chat Completions: those pass through, the Messages API is translated there and back. */
export function createOpenAiProvider(connection: Connection, deps: KeyDeps): ModelProvider {
  const { id, title, baseUrl, server } = connection;
  const endpoint = createChatEndpoint({ title, server, root: baseUrl, key: () => keyOf(connection, deps) });
  return {
    id,
    kind: 'openai-compatible',
    title,
    baseUrl,
    free: isLocal(baseUrl),
    otelName: OTEL_NAMES[server] ?? server,
    models: () => connection.models,
    abilities: abilitiesOf({ ...CAPABILITIES[server], messages: null }),
    status: () => connectionStatus(connection, deps),
    async send(call) {
      if (call.operation === 'count_tokens')
        return Response.json({ input_tokens: estimateTokens(call.body) });
      return endpoint.messages(call);
    },
    chat: endpoint.chat,
    embed: endpoint.embed,
  };
}
