import type { Discovery } from '../../../shared/models.ts';
import { checkBaseUrl } from '../../gateway/providers/base-url.ts';
import { CAPABILITIES } from '../../gateway/providers/capabilities.ts';
import { foundFiles } from './found-files.ts';
import { foundKeys } from './found-keys.ts';
import { probeServer } from './probe.ts';

/** A server on this machine answers in a few milliseconds, or is not there. */
const PROBE_MS = 400;

interface Candidate {
  id: string;
  title: string;
  baseUrl: string;
}

export interface DiscoverInput {
  env: Readonly<Record<string, string | undefined>>;
  /** Addresses that are connected already, and so no news. */
  connected: readonly string[];
  /** Paths of model files that are on the list already. */
  files: ReadonlySet<string>;
}

/**
 * Looks for models on this machine: keys in the environment, servers at the usual ports of Ollama, LM Studio, llama.cpp
 * and vLLM, and model files where other programs keep them. What it finds is offered; nothing is connected.
 */
export async function discover({ env, connected, files }: DiscoverInput): Promise<Discovery[]> {
  const candidates: Candidate[] = [
    { id: 'ollama', title: 'Ollama', baseUrl: ollamaUrl(env.OLLAMA_HOST) },
    { id: 'lm-studio', title: 'LM Studio', baseUrl: 'http://127.0.0.1:1234' },
    { id: 'llama-cpp', title: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080' },
    { id: 'vllm', title: 'vLLM', baseUrl: 'http://127.0.0.1:8000' },
  ];
  const found = await Promise.all(candidates.map(async (candidate) => lookAt(candidate, connected)));
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
  return [
    ...key,
    ...foundKeys(env, connected),
    ...found.filter((one) => one !== null),
    ...foundFiles(env, files),
  ];
}

/** What answers at an address names itself; the port alone says little. */
async function lookAt(candidate: Candidate, connected: readonly string[]): Promise<Discovery | null> {
  const { id, baseUrl: address } = candidate;
  // One that speaks OpenAI's API is connected with /v1 in its address.
  if (connected.includes(address) || connected.includes(`${address}/v1`)) return null;
  try {
    const { models, kind, server, baseUrl } = await probeServer(address, { timeoutMs: PROBE_MS });
    const count = models.length === 1 ? 'one model' : `${models.length} models`;
    const title = server === 'other' ? candidate.title : CAPABILITIES[server].title;
    return { id, kind, title, baseUrl, detail: `Answers at ${address} with ${count}.` };
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
