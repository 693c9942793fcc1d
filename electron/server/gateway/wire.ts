/** Which API the caller speaks: Anthropic's Messages, or OpenAI's Chat Completions and Embeddings. */
export type Wire = 'anthropic' | 'openai';

const OPENAI_PATH = /\/(chat\/completions|completions|embeddings|responses)\/*$/;
const ANTHROPIC_PATH = /\/messages(\/|$)/;

/**
 * Tells the caller's API by its path. Both have `/v1/models`, and both may miss a path: there it is told by what the
 * official clients always send. Anthropic's send `anthropic-version` (older ones `x-api-key` too), OpenAI's send
 * `Authorization: Bearer` and neither of the two.
 */
export function wireOf(pathname: string, headers: Headers): Wire {
  if (OPENAI_PATH.test(pathname)) return 'openai';
  if (ANTHROPIC_PATH.test(pathname)) return 'anthropic';
  if (headers.has('anthropic-version') || headers.has('x-api-key')) return 'anthropic';
  return headers.has('authorization') ? 'openai' : 'anthropic';
}
