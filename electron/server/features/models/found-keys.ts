import type { Discovery } from '../../../shared/models.ts';

interface KnownKey {
  id: string;
  title: string;
  variable: string;
  baseUrl: string;
}

/** Variables that the providers' own clients read, and the addresses those clients use (each provider's API reference). */
const KNOWN: readonly KnownKey[] = [
  { id: 'openai', title: 'OpenAI', variable: 'OPENAI_API_KEY', baseUrl: 'https://api.openai.com/v1' },
  {
    id: 'google-gemini',
    title: 'Google Gemini',
    variable: 'GEMINI_API_KEY',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  },
  { id: 'mistral', title: 'Mistral', variable: 'MISTRAL_API_KEY', baseUrl: 'https://api.mistral.ai/v1' },
  { id: 'groq', title: 'Groq', variable: 'GROQ_API_KEY', baseUrl: 'https://api.groq.com/openai/v1' },
  {
    id: 'openrouter',
    title: 'OpenRouter',
    variable: 'OPENROUTER_API_KEY',
    baseUrl: 'https://openrouter.ai/api/v1',
  },
];

export const KEY_VARIABLES: readonly string[] = KNOWN.map(({ variable }) => variable);

type Env = Readonly<Record<string, string | undefined>>;

/** Keys in the environment whose provider is not connected. The key itself is not in what is given. */
export function foundKeys(env: Env, connected: readonly string[]): Discovery[] {
  return KNOWN.filter(({ variable, baseUrl }) => env[variable]?.trim() && !connected.includes(baseUrl)).map(
    ({ id, title, variable, baseUrl }) => ({
      id,
      kind: 'openai-compatible',
      title,
      baseUrl,
      variable,
      detail: `A key is in the environment (${variable}). Calls there cost money and leave this machine.`,
    }),
  );
}

/** What `addServer` needs to connect a provider whose key was found; null when it is not there any more. */
export function connectionFor(id: string, env: Env) {
  const known = KNOWN.find((one) => one.id === id);
  const key = known && env[known.variable]?.trim();
  return known && key
    ? { kind: 'openai-compatible' as const, baseUrl: known.baseUrl, title: known.title, key }
    : null;
}
