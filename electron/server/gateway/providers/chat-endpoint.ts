import { failure, type ApiFailure } from '../api-error.ts';
import { openAiEmbeddings } from '../embeddings/openai.ts';
import { asMessage } from '../openai/answers.ts';
import { toChat } from '../openai/to-chat.ts';
import { withUsage } from '../openai/with-usage.ts';
import { CAPABILITIES, type ServerKind } from './capabilities.ts';
import { fitChat } from './fit.ts';
import type { ProviderCall } from './types.ts';
import { forward, upstreamHeaders } from './upstream.ts';

type Answer = Response | ApiFailure;

interface ChatServer {
  title: string;
  server: ServerKind;
  /** The address up to `/chat/completions`, without a trailing slash. */
  root: string;
  key: () => Promise<string | null>;
}

export interface ChatEndpoint {
  /** A Messages request, translated there and back. */
  messages(call: ProviderCall): Promise<Answer>;
  /** A chat request, passed through. */
  chat(call: ProviderCall): Promise<Answer>;
  embed(call: ProviderCall): Promise<Answer>;
}

/** A server's OpenAI side. */
export function createChatEndpoint({ title, server, root, key }: ChatServer): ChatEndpoint {
  const can = CAPABILITIES[server].chat;
  const post = async (
    path: string,
    call: ProviderCall,
    body: Uint8Array<ArrayBuffer> | string,
  ): Promise<Answer> =>
    forward({
      url: root + path,
      title,
      headers: chatHeaders(call.headers, await key()),
      body,
      signal: call.signal,
      connected: call.connected,
    });
  return {
    async messages(call) {
      if (!can) return failure(400, `${title} has no chat endpoint.`);
      const translated = toChat(call.body, { title, can });
      if ('status' in translated) return translated;
      const answer = await post('/chat/completions', call, JSON.stringify(translated.body));
      if (!(answer instanceof Response)) return answer;
      return asMessage(answer, { title, requestId: call.requestId, leftOut: translated.leftOut });
    },
    async chat(call) {
      const fitted = fitChat(server, title, call.body);
      if ('status' in fitted) return fitted;
      const { body, isWithout } = withUsage(fitted.body, call.tellUsage);
      const isAsSent = body === call.body && call.raw !== null;
      const answer = await post('/chat/completions', call, isAsSent ? call.raw! : JSON.stringify(body));
      return answer instanceof Response && isWithout ? isWithout(answer) : answer;
    },
    embed: (call) => openAiEmbeddings(call, title, (body) => post('/embeddings', call, body)),
  };
}

/** The caller's headers for an OpenAI server: its key goes as a bearer token, and nothing of the other API goes. */
function chatHeaders(from: Headers, key: string | null): Headers {
  const headers = upstreamHeaders(from, key);
  for (const name of from.keys()) if (name.startsWith('anthropic-')) headers.delete(name);
  headers.delete('x-api-key');
  headers.set('content-type', 'application/json');
  if (key !== null) headers.set('authorization', `Bearer ${key}`);
  return headers;
}
