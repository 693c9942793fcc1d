import { DEFAULT_EMBEDDINGS } from '../gateway/embeddings/builtin.ts';

interface Address {
  /** The gateway's address. */
  baseUrl: string;
  /** The run's token, which stands in for a key. */
  token: string;
  /** The value of CAIRN_MODEL. */
  model: string;
  /** A folder that the program may write in, besides its own. */
  scratch: string;
}

/** The environment of a learner's program: nothing of Cairn's own, and the run's token instead of a key. */
export function learnerEnv({ baseUrl, token, model, scratch }: Address): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    NO_COLOR: '1',
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_API_KEY: token,
    OPENAI_BASE_URL: `${baseUrl}/v1`,
    OPENAI_API_KEY: token,
    CAIRN_MODEL: model,
    CAIRN_EMBEDDING_MODEL: DEFAULT_EMBEDDINGS.slice(DEFAULT_EMBEDDINGS.indexOf('/') + 1),
    CAIRN_SCRATCH: scratch,
  };
}
