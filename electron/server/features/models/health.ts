import { AppError } from '../../../shared/errors.ts';
import type { ProviderHealth } from '../../../shared/models.ts';
import type { SecretStore } from '../../deps.ts';
import { keyName, type Connection } from '../../gateway/providers/connection.ts';
import { GGUF_PROVIDER } from '../../gateway/providers/gguf.ts';
import type { ModelProvider } from '../../gateway/providers/types.ts';
import type { Gateway } from '../../gateway/types.ts';
import { testConnection } from './connection-test.ts';
import { probeServer } from './probe.ts';

const PROBE_MS = 5000;
const COUNT_MS = 10_000;

interface Deps {
  gateway: Gateway;
  secrets: SecretStore;
  connections: readonly Connection[];
}

/**
 * Tries a provider without spending money: the built-in model answers for real, a connected server lists its models,
 * and Anthropic counts the tokens of two letters.
 * @returns what was found, and what to do; an outage is in it, not thrown
 */
export async function checkProvider(provider: ModelProvider, deps: Deps): Promise<ProviderHealth> {
  const { id, title } = provider;
  const { state, keySource, detail } = await provider.status();
  const told = (status: ProviderHealth['status'], text: string, hint?: string): ProviderHealth => ({
    id,
    title,
    status,
    detail: text,
    ...(hint ? { hint } : {}),
  });
  if (state !== 'ready') return told('warn', detail, NOT_READY[state]);
  const connection = deps.connections.find((one) => one.id === id);
  if (connection) return checkConnection(connection, deps, told);
  const model = provider.models().find(({ purpose }) => purpose !== 'embeddings');
  if (!model) return told('warn', `${title} has no model.`, 'Install Cairn again.');
  const ref = `${id}/${model.id}`;
  // Loading a file of gigabytes is no check: their headers were read.
  if (id === GGUF_PROVIDER) return told('ok', `${provider.models().length} model files can be read.`);
  if (provider.free) {
    const test = await testConnection(deps.gateway, ref);
    if (test.status === 'ok') return told('ok', `It answers, in ${test.totalMs} ms.`);
    return told('fail', test.message, 'Start Cairn again. If that does not help, install it again.');
  }
  const { status, message } = await countTokens(deps.gateway, ref);
  if (status === 200) return told('ok', 'It answers, and takes the key.');
  if (status === 401 || status === 403) {
    const where = keySource === 'environment' ? 'in ANTHROPIC_API_KEY' : 'on the Models page';
    return told('fail', `It does not take the key: ${message}`, `Set another key ${where}.`);
  }
  return told('fail', message, 'Check the network, or use the built-in model meanwhile.');
}

const NOT_READY: Record<'needs-key' | 'missing-file', string> = {
  'needs-key': 'Set its key on the Models page, or leave it: other models work without.',
  'missing-file': 'Install Cairn again, or use another model.',
};

async function checkConnection(
  { id, baseUrl, hasKey, kind, title }: Connection,
  { secrets }: Deps,
  told: (status: ProviderHealth['status'], text: string, hint?: string) => ProviderHealth,
): Promise<ProviderHealth> {
  const key = hasKey ? ((await secrets.get(keyName(id)).catch(() => null)) ?? undefined) : undefined;
  try {
    const address = baseUrl.replace(/\/v1$/, '');
    const { models } = await probeServer(address, { key, timeoutMs: PROBE_MS, kind });
    if (models.length === 0)
      return told('warn', `${title} answers at ${baseUrl} and has no model.`, 'Load a model there.');
    return told('ok', `${title} answers at ${baseUrl} with ${models.length} of its models.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return told(
      'fail',
      error.message,
      error.hint ?? 'Start the server, or disconnect it on the Models page.',
    );
  }
}

async function countTokens(gateway: Gateway, model: string): Promise<{ status: number; message: string }> {
  const run = gateway.openRun({ model, maxCalls: 1, wallMs: COUNT_MS, label: 'A check of the key' });
  try {
    const response = await gateway.fetch(
      new Request('http://127.0.0.1/v1/messages/count_tokens', {
        method: 'POST',
        headers: { 'x-api-key': run.token, 'anthropic-version': '2023-06-01' },
        body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }] }),
      }),
    );
    const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
    return { status: response.status, message: body?.error?.message ?? `status ${response.status}` };
  } finally {
    gateway.closeRun(run.runId);
  }
}
