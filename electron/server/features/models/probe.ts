import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { LOOP_ERROR } from '../../gateway/guard.ts';
import type { ServerKind } from '../../gateway/providers/capabilities.ts';
import type { Connection } from '../../gateway/providers/connection.ts';
import type { ModelInfo } from '../../gateway/providers/types.ts';
import { LOOP_HEADER } from '../../gateway/providers/upstream.ts';
import { adviceFor, reasonOf } from '../../gateway/providers/upstream-error.ts';

const modelList = z.object({
  data: z.array(z.object({ id: z.string().min(1).max(250), owned_by: z.string().optional() })).max(1000),
});
const loopBody = z.object({ error: z.object({ details: z.object({ error_code: z.literal(LOOP_ERROR) }) }) });

export interface Probed extends Pick<Connection, 'kind' | 'baseUrl' | 'server'> {
  models: ModelInfo[];
}

interface ProbeOptions {
  key?: string | undefined;
  timeoutMs: number;
  /** What the person said that it speaks; otherwise it is asked. */
  kind?: Connection['kind'] | undefined;
}

type Get = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * Asks a server which models it has, and finds out from its answers what it is and what it speaks.
 * @param address without a trailing slash and without `/v1`
 * @throws AppError `unavailable` when nothing answers, `bad_input` when what answers is no model server
 */
export async function probeServer(address: string, { key, timeoutMs, kind }: ProbeOptions): Promise<Probed> {
  const headers = { [LOOP_HEADER]: '1', ...(key ? { authorization: `Bearer ${key}` } : {}) };
  const get: Get = (url, init = {}) =>
    fetch(url, {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string>) },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  const first = await modelsAt(`${address}/v1`, address, get);
  // Not every OpenAI-compatible server has /v1 in its address (Gemini's ends in /v1beta/openai).
  const found =
    first.models ?? (first.status === 404 ? (await modelsAt(address, address, get)).models : null);
  if (!found) throw noList(address, first.status);
  const version = await get(`${address}/api/version`)
    .then((r) => (r.ok ? r.json() : null))
    .catch(() => null);
  const server = kindOf({ ...found, host: new URL(address).hostname, version });
  const root = first.models ? `${address}/v1` : address;
  const speaks =
    kind ?? (first.models && !ONLY_OPENAI.has(server) ? await spokenAt(address, get) : 'openai-compatible');
  return {
    kind: speaks,
    baseUrl: speaks === 'openai-compatible' ? root : address,
    server,
    models: found.list.map(({ id }) => modelInfo(id)),
  };
}

const ONLY_OPENAI: ReadonlySet<ServerKind> = new Set(['openai', 'gemini']);

/** A request without anything in it costs nothing: a server that has the endpoint says what is missing. */
async function spokenAt(address: string, get: Get): Promise<Connection['kind']> {
  const status = await get(`${address}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
    body: '{}',
  })
    .then(async (response) => {
      await response.body?.cancel();
      return response.status;
    })
    .catch(() => 0);
  return status === 404 || status === 405 || status === 501 ? 'openai-compatible' : 'anthropic-compatible';
}

/** Lists do not say what a model is for; those that make vectors carry it in their names. */
function modelInfo(id: string): ModelInfo {
  return { id, title: id, note: '', ...(/embed/i.test(id) ? { purpose: 'embeddings' as const } : {}) };
}

interface Found {
  list: { id: string; owned_by?: string | undefined }[];
  header: string;
  owner: string;
}

async function modelsAt(
  root: string,
  address: string,
  get: Get,
): Promise<{ status: number; models: Found | null }> {
  let response: Response;
  let body: unknown;
  try {
    response = await get(`${root}/models`);
    body = await response.json().catch(() => null);
  } catch (error) {
    throw new AppError('unavailable', `Nothing answers at ${address}: ${reasonOf(error)}.`, {
      hint: adviceFor(error) ?? 'Start the server, check the address, and try again.',
    });
  }
  if (loopBody.safeParse(body).success) {
    throw new AppError('bad_input', 'That address is Cairn’s own gateway.', {
      hint: 'Give the address of the model server.',
    });
  }
  if (response.status === 401 || response.status === 403) {
    throw new AppError('bad_input', `${address} wants a key, or another one.`, {
      hint: 'Enter the key of that server.',
    });
  }
  if (response.status >= 300 && response.status < 400) {
    throw new AppError('bad_input', `${address} answers with a redirect.`, {
      hint: `Connect the address that it points to${targetOf(response)}.`,
    });
  }
  const list = modelList.safeParse(body);
  if (!response.ok || !list.success) return { status: response.status, models: null };
  const { data } = list.data;
  const found = { list: data, header: response.headers.get('server') ?? '', owner: data[0]?.owned_by ?? '' };
  return { status: response.status, models: found };
}

/** Where a redirect leads, when it says so in a way that can be shown. */
function targetOf(response: Response): string {
  const target = response.headers.get('location') ?? '';
  return URL.canParse(target) ? `: ${new URL(target).origin}` : '';
}

function noList(address: string, status: number): AppError {
  return new AppError('bad_input', `${address} answers (status ${status}), but not with a list of models.`, {
    hint: 'It has to speak the Anthropic Messages API (Ollama, llama.cpp, vLLM and LM Studio do) or OpenAI’s.',
  });
}

const HOSTS: Readonly<Record<string, ServerKind>> = {
  'api.openai.com': 'openai',
  'generativelanguage.googleapis.com': 'gemini',
};

interface Naming extends Omit<Found, 'list'> {
  host: string;
  version: unknown;
}

/** Each server names itself somewhere: its host, a header, the owner of its models, or an endpoint that only it has. */
function kindOf({ host, header, owner, version }: Naming): ServerKind {
  const known = Object.hasOwn(HOSTS, host) ? HOSTS[host] : undefined;
  if (known) return known;
  if (/llama\.cpp/i.test(header) || owner === 'llamacpp') return 'llama-cpp';
  if (owner === 'vllm') return 'vllm';
  if (owner === 'organization_owner') return 'lm-studio';
  if (z.object({ version: z.string() }).safeParse(version).success) return 'ollama';
  return 'other';
}
