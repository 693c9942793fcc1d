import { ollamaEmbeddings } from '../embeddings/ollama.ts';
import { estimateTokens } from '../estimate.ts';
import { abilitiesOf } from './abilities.ts';
import { CAPABILITIES } from './capabilities.ts';
import { createChatEndpoint } from './chat-endpoint.ts';
import { connectionStatus, isLocal, keyOf, type Connection } from './connection.ts';
import { fitMessages } from './fit.ts';
import type { KeyDeps } from './read-key.ts';
import type { ModelProvider, ProviderCall } from './types.ts';
import { forward, upstreamHeaders } from './upstream.ts';

/** How a server says that it has no such endpoint. */
const ABSENT = new Set([404, 405, 501]);

/**
 * A server that speaks the Messages API itself: passed through, after a look at what it would drop. Its OpenAI side,
 * where it is known to have one, takes what that side alone honours, and OpenAI's clients.
 */
export function createCompatibleProvider(connection: Connection, deps: KeyDeps): ModelProvider {
  const { id, title, baseUrl, server } = connection;
  const can = CAPABILITIES[server];
  // Of a server that nobody knows it is not known that it has a chat endpoint.
  const speaksChat = server !== 'other';
  const key = (): Promise<string | null> => keyOf(connection, deps);
  const chat = createChatEndpoint({ title, server, root: `${baseUrl}/v1`, key });

  async function post(path: string, call: ProviderCall) {
    const secret = await key();
    const headers = upstreamHeaders(call.headers, secret);
    // Some of these servers look at one header only, and not all at the same.
    if (secret !== null) {
      headers.set('x-api-key', secret);
      headers.set('authorization', `Bearer ${secret}`);
    }
    const body = call.raw ?? JSON.stringify(call.body);
    return forward({
      url: baseUrl + path,
      title,
      headers,
      body,
      signal: call.signal,
      connected: call.connected,
    });
  }

  async function count(call: ProviderCall) {
    const estimate = (): Response => Response.json({ input_tokens: estimateTokens(call.body) });
    if (!can.messages?.countsTokens) return estimate();
    const answer = await post('/v1/messages/count_tokens', call);
    if (!(answer instanceof Response) || !ABSENT.has(answer.status)) return answer;
    await answer.body?.cancel();
    return estimate();
  }

  return {
    id,
    kind: 'anthropic-compatible',
    title,
    baseUrl,
    free: isLocal(baseUrl),
    otelName: server,
    models: () => connection.models,
    abilities: abilitiesOf(speaksChat ? can : { ...can, chat: null }),
    status: () => connectionStatus(connection, deps),
    async send(call) {
      if (call.operation === 'count_tokens') return count(call);
      const fitted = fitMessages(server, title, call.body);
      if ('status' in fitted) return fitted;
      const { way, body } = fitted;
      const fittedCall = body === call.body ? call : { ...call, body, raw: null };
      return way === 'chat' ? chat.messages(fittedCall) : post('/v1/messages', fittedCall);
    },
    ...(speaksChat ? { chat: chat.chat } : {}),
    embed: (call) =>
      can.embeddings === 'ollama'
        ? ollamaEmbeddings(call, title, (embedCall) => post('/api/embed', embedCall))
        : chat.embed(call),
  };
}
