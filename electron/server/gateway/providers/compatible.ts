import { failure } from '../api-error.ts';
import { estimateTokens } from '../estimate.ts';
import { CAPABILITIES, unsupported, type ServerKind } from './capabilities.ts';
import { readKey, type KeyDeps } from './read-key.ts';
import type { ModelInfo, ModelProvider } from './types.ts';
import { forward, upstreamHeaders } from './upstream.ts';

/** A connected server, as the database keeps it. Its key, if it has one, is in the secret store. */
export interface Connection {
  id: string;
  title: string;
  baseUrl: string;
  server: ServerKind;
  hasKey: boolean;
  models: ModelInfo[];
}

/** The name under which a connection's key is stored. */
export const keyName = (connectionId: string): string => `provider-${connectionId}`;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A server that speaks the Messages API itself: passed through, after a check of what it would drop. */
export function createCompatibleProvider(connection: Connection, deps: KeyDeps): ModelProvider {
  const { id, title, baseUrl, server } = connection;
  const { secrets } = deps;
  const key = async (): Promise<string | null> => (connection.hasKey ? readKey(keyName(id), deps) : null);

  return {
    id,
    kind: 'anthropic-compatible',
    title,
    baseUrl,
    free: LOOPBACK.test(new URL(baseUrl).hostname),
    otelName: server,
    models: () => connection.models,
    async status() {
      if (!connection.hasKey)
        return {
          keySource: 'none-needed',
          state: 'ready',
          detail: `${CAPABILITIES[server].title} at ${baseUrl}`,
        };
      if (await key()) {
        return {
          keySource: secrets.durable ? 'keychain' : 'session',
          state: 'ready',
          detail: `The key comes from ${secrets.description}.`,
        };
      }
      return {
        keySource: 'missing',
        state: 'needs-key',
        detail: 'Its key is gone. Remove the server and add it again with the key.',
      };
    },
    async send(call) {
      const refusal = unsupported(server, call.body);
      if (refusal) return failure(400, refusal);
      if (call.operation === 'count_tokens' && !CAPABILITIES[server].countsTokens) {
        return Response.json({ input_tokens: estimateTokens(call.body) });
      }
      const path = call.operation === 'messages' ? '/v1/messages' : '/v1/messages/count_tokens';
      return forward({
        url: baseUrl + path,
        title,
        headers: upstreamHeaders(call.headers, await key()),
        body: call.raw ?? JSON.stringify(call.body),
        signal: call.signal,
      });
    },
  };
}
