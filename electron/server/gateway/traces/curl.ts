import type { StoredTrace } from '../trace-store.ts';

const PATHS: Record<string, string> = {
  'anthropic chat': '/v1/messages',
  'anthropic count_tokens': '/v1/messages/count_tokens',
  'openai chat': '/v1/chat/completions',
  'openai embeddings': '/v1/embeddings',
};

/** The variable that each API's own clients read their key from, and the one for the address. */
const VARIABLES = {
  anthropic: { base: 'ANTHROPIC_BASE_URL', key: 'x-api-key: $ANTHROPIC_API_KEY' },
  openai: { base: 'OPENAI_BASE_URL', key: 'authorization: Bearer $OPENAI_API_KEY' },
} as const;

/**
 * The call as a command for a shell, with variables in the place of the address and the key.
 * @returns null when the request is no longer kept, or was cut because it was too long
 */
export function curlOf({ trace, request }: StoredTrace): string | null {
  const path = PATHS[`${trace.wire} ${trace.operation}`];
  if (!path || request === null || request.startsWith('{"cut":true')) return null;
  const isOpenAi = trace.wire === 'openai';
  const { base, key } = VARIABLES[isOpenAi ? 'openai' : 'anthropic'];
  // OpenAI's clients have /v1 in their base address, Anthropic's add it.
  const url = `$${base}${isOpenAi ? path.slice('/v1'.length) : path}`;
  const headers = [
    'content-type: application/json',
    key,
    ...(isOpenAi ? [] : ['anthropic-version: 2023-06-01']),
  ];
  const lines = [`curl "${url}"`, ...headers.map((header) => `-H "${header}"`), `-d ${quoted(request)}`];
  return lines.join(' \\\n  ');
}

/** In single quotes nothing has a meaning but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
