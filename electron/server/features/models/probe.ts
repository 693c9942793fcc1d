import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { LOOP_ERROR } from '../../gateway/guard.ts';
import type { ServerKind } from '../../gateway/providers/capabilities.ts';
import type { ModelInfo } from '../../gateway/providers/types.ts';
import { LOOP_HEADER, reasonOf } from '../../gateway/providers/upstream.ts';

const modelList = z.object({
  data: z.array(z.object({ id: z.string().min(1).max(250), owned_by: z.string().optional() })).max(1000),
});
const loopBody = z.object({ error: z.object({ details: z.object({ error_code: z.literal(LOOP_ERROR) }) }) });

export interface Probed {
  server: ServerKind;
  models: ModelInfo[];
}

/**
 * Asks a server which models it has, and finds out from its answers what it is.
 * @throws AppError `unavailable` when nothing answers, `bad_input` when what answers is no model server
 */
export async function probeServer(
  baseUrl: string,
  { key, timeoutMs }: { key?: string | undefined; timeoutMs: number },
): Promise<Probed> {
  const headers = { [LOOP_HEADER]: '1', ...(key ? { authorization: `Bearer ${key}` } : {}) };
  const get = (path: string) =>
    fetch(baseUrl + path, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  let response: Response;
  let body: unknown;
  try {
    response = await get('/v1/models');
    body = await response.json().catch(() => null);
  } catch (error) {
    throw new AppError('unavailable', `Nothing answers at ${baseUrl}: ${reasonOf(error)}.`, {
      hint: 'Start the server, check the address, and try again.',
    });
  }
  if (loopBody.safeParse(body).success) {
    throw new AppError('bad_input', 'That address is Cairn’s own gateway.', {
      hint: 'Give the address of the model server.',
    });
  }
  if (response.status === 401 || response.status === 403) {
    throw new AppError('bad_input', `${baseUrl} wants a key, or another one.`, {
      hint: 'Enter the key of that server.',
    });
  }
  const list = modelList.safeParse(body);
  if (!response.ok || !list.success) {
    throw new AppError(
      'bad_input',
      `${baseUrl} answers (status ${response.status}), but not with a list of models.`,
      {
        hint: 'It has to speak the Anthropic Messages API: Ollama, llama.cpp, vLLM and LM Studio do.',
      },
    );
  }
  const version = await get('/api/version')
    .then((r) => (r.ok ? r.json() : null))
    .catch(() => null);
  const server = kindOf({
    header: response.headers.get('server') ?? '',
    owner: list.data.data[0]?.owned_by ?? '',
    version,
  });
  return { server, models: list.data.data.map(({ id }) => ({ id, title: id, note: '' })) };
}

/** Each server names itself somewhere: a header, the owner of its models, or an endpoint that only it has. */
function kindOf({ header, owner, version }: { header: string; owner: string; version: unknown }): ServerKind {
  if (/llama\.cpp/i.test(header) || owner === 'llamacpp') return 'llama-cpp';
  if (owner === 'vllm') return 'vllm';
  if (owner === 'organization_owner') return 'lm-studio';
  if (z.object({ version: z.string() }).safeParse(version).success) return 'ollama';
  return 'other';
}
