import type { Discovery } from '../../../shared/models.ts';
import { checkBaseUrl } from '../../gateway/providers/base-url.ts';
import { probeServer } from './probe.ts';

/** A server on this machine answers in a few milliseconds, or is not there. */
const PROBE_MS = 400;

interface Candidate {
  id: string;
  title: string;
  baseUrl: string;
}

/**
 * Looks for models on this machine: a key in the environment, and the usual ports of Ollama and LM Studio. What it
 * finds is offered; nothing is connected.
 * @param connected addresses that are connected already, and so no news
 */
export async function discover(
  env: Readonly<Record<string, string | undefined>>,
  connected: readonly string[],
): Promise<Discovery[]> {
  const candidates: Candidate[] = [
    { id: 'ollama', title: 'Ollama', baseUrl: ollamaUrl(env.OLLAMA_HOST) },
    { id: 'lm-studio', title: 'LM Studio', baseUrl: 'http://127.0.0.1:1234' },
  ];
  const found = await Promise.all(
    candidates
      .filter(({ baseUrl }) => !connected.includes(baseUrl))
      .map(async (candidate) => lookAt(candidate)),
  );
  const key: Discovery[] = env.ANTHROPIC_API_KEY?.trim()
    ? [
        {
          id: 'anthropic',
          kind: 'anthropic',
          title: 'Anthropic',
          baseUrl: null,
          detail: 'A key is in the environment (ANTHROPIC_API_KEY).',
        },
      ]
    : [];
  return [...key, ...found.filter((one) => one !== null)];
}

async function lookAt({ id, title, baseUrl }: Candidate): Promise<Discovery | null> {
  try {
    const { models } = await probeServer(baseUrl, { timeoutMs: PROBE_MS });
    const count = models.length === 1 ? 'one model' : `${models.length} models`;
    return {
      id,
      kind: 'anthropic-compatible',
      title,
      baseUrl,
      detail: `Answers at ${baseUrl} with ${count}.`,
    };
  } catch {
    // Nothing there, or something else on that port: there is nothing to offer.
    return null;
  }
}

/** OLLAMA_HOST as Ollama reads it: a host, a port or both, with or without a scheme; 0.0.0.0 means this machine. */
function ollamaUrl(host: string | undefined): string {
  const fallback = 'http://127.0.0.1:11434';
  if (!host?.trim()) return fallback;
  const withScheme = /^https?:\/\//.test(host)
    ? host
    : `http://${host.startsWith(':') ? `127.0.0.1${host}` : host}`;
  try {
    const url = new URL(checkBaseUrl(withScheme));
    if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
    if (!url.port && !/:\d+$/.test(host)) url.port = '11434';
    return url.origin;
  } catch {
    return fallback;
  }
}
