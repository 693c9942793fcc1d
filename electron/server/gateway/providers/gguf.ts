import { availableParallelism } from 'node:os';
import type { Logger } from '../../deps.ts';
import { failure, type ApiFailure } from '../api-error.ts';
import { collect, failureOf, headOf, stream } from '../builtin/answer.ts';
import { chatJobFor } from '../builtin/chat-job.ts';
import { createModelProcess, type ModelProcess } from '../builtin/client.ts';
import type { GgufFacts } from '../builtin/gguf/describe.ts';
import type { JobEvent } from '../builtin/jobs.ts';
import type { LocalFiles, LocalModel } from '../builtin/local-files.ts';
import { bytesNeeded, gib, planMemory } from '../builtin/memory.ts';
import type { ChatJob, Work } from '../builtin/protocol.ts';
import { createSeat, type Lease } from '../builtin/seat.ts';
import { streamResponse } from '../canned.ts';
import { embeddingAnswer } from '../embeddings/answer.ts';
import { readEmbedding } from '../embeddings/request.ts';
import type { ModelInfo, ModelProvider, ProviderCall } from './types.ts';

/** The provider's id, and so the first part of its models' names. */
export const GGUF_PROVIDER = 'gguf';

/** More threads than this seldom make a model faster: memory is the limit by then. */
const MOST_THREADS = 8;

export interface GgufDeps {
  files: LocalFiles;
  log: Logger;
  env: Readonly<Record<string, string | undefined>>;
}

export interface GgufProvider extends ModelProvider {
  /** The model that is in memory now, as `gguf/...`, and its process; null when there is none. */
  loaded(): { ref: string; pid: number } | null;
  close(): Promise<void>;
}

interface Loaded {
  process: ModelProcess;
  contextTokens: number;
}

type Usable = LocalModel & { facts: GgufFacts };
type Leased = Lease<Loaded>;

const isUsable = (model: LocalModel): model is Usable => !('problem' in model.facts);

/** Model files of the person's own, run by llama.cpp in a process of their own, one model in memory at a time. */
export function createGgufProvider(deps: GgufDeps): GgufProvider {
  const { files } = deps;
  const seat = createSeat<Loaded>();
  const usable = (): Usable[] => files.list().filter(isUsable);

  /** Finds the model of a call and waits until it is its turn. */
  async function seated(
    call: ProviderCall,
    purpose: GgufFacts['purpose'],
    use: (leased: Leased) => Promise<Response | ApiFailure>,
  ): Promise<Response | ApiFailure> {
    const model = usable().find(({ id }) => id === call.model);
    if (!model) return notThere(files.list(), call.model);
    if (model.facts.purpose !== purpose) {
      const what =
        purpose === 'embeddings' ? 'writes text and makes no vectors' : 'makes vectors, not answers';
      return failure(400, `${model.title} ${what}. Choose another model.`, { param: 'model' });
    }
    const lease = await seat.take(model.path, () => load(model, deps), call.signal);
    if (lease === null) return failure(499, 'The call was ended before its turn came.');
    if ('refusal' in lease)
      return failure(503, lease.refusal, { retry: false, details: { error_code: 'not_enough_memory' } });
    call.begun?.();
    try {
      return await use(lease);
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  return {
    id: GGUF_PROVIDER,
    kind: 'builtin',
    title: 'On this machine',
    baseUrl: null,
    free: true,
    otelName: 'cairn',
    models: () => usable().map(infoOf),
    async status() {
      const detail = 'Model files of your own. No key, no network, no cost. One is in memory at a time.';
      return { keySource: 'none-needed', state: 'ready', detail };
    },
    send: (call) =>
      seated(call, 'answers', (lease) =>
        call.operation === 'messages' ? answer(lease, call) : count(lease, call),
      ),
    embed: (call) => seated(call, 'embeddings', (lease) => embed(lease, call)),
    loaded() {
      const path = seat.holder();
      const model = files.list().find((one) => one.path === path);
      const pid = seat.current()?.process.pid() ?? null;
      return model && pid !== null ? { ref: `${GGUF_PROVIDER}/${model.id}`, pid } : null;
    },
    close: () => seat.close(),
  };
}

/** Starts a model's process with as much context as there is room for, or says why there is none. */
function load({ facts, path, title }: Usable, { files, log, env }: GgufDeps): Loaded | { refusal: string } {
  const limitBytes = files.limitBytes();
  const plan = planMemory(facts, limitBytes);
  if ('refusal' in plan) return { refusal: `${title}: ${plan.refusal}` };
  const { contextTokens } = plan;
  const process = createModelProcess({
    name: title,
    kind: facts.purpose === 'embeddings' ? 'embeddings' : 'chat',
    modelPath: path,
    contextSize: contextTokens,
    threads: Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1)),
    memoryBytes: Math.floor(limitBytes),
    log,
    env,
    idleMs: files.idleMs,
  });
  return { process, contextTokens };
}

function infoOf({ id, title, facts }: Usable): ModelInfo {
  const size =
    facts.parameters >= 1e9
      ? `${(facts.parameters / 1e9).toFixed(1)} billion`
      : `${Math.max(1, Math.round(facts.parameters / 1e6))} million`;
  const reads = Math.min(facts.contextTokens, 8192);
  const note = `${size} parameters, ${facts.quantization}, about ${gib(bytesNeeded(facts, reads))} of memory`;
  return { id, title, note, ...(facts.purpose === 'embeddings' ? { purpose: 'embeddings' as const } : {}) };
}

function notThere(all: readonly LocalModel[], id: string): ApiFailure {
  const known = all.find((model) => model.id === id);
  if (known && 'problem' in known.facts)
    return failure(400, `${known.title} cannot be used: ${known.facts.problem}. ${known.facts.hint}`);
  return failure(404, `model: ${id.slice(0, 200)} is not one of the model files on this machine.`, {
    param: 'model',
  });
}

const LAST: ReadonlySet<JobEvent['type']> = new Set(['end', 'refused', 'crashed', 'embedded']);

/** The events of a job; the seat is free again before the last of them, since a reader need not come back. */
async function* eventsOf(
  { loaded, release }: Leased,
  work: Work,
  signal: AbortSignal,
): AsyncGenerator<JobEvent, void, void> {
  try {
    for await (const event of loaded.process.run(work, signal)) {
      if (LAST.has(event.type)) release();
      yield event;
    }
  } finally {
    release();
  }
}

/** No token is as long as this on the whole of a text; see the practice model. */
const MOST_CHARS_PER_TOKEN = 64;

/** The job of a call, or why there is none. What cannot fit is turned away before the model cuts it into tokens. */
function jobOf({ body }: ProviderCall, contextTokens: number): ChatJob | ApiFailure {
  const job = chatJobFor({ ...body, max_tokens: body.max_tokens ?? 1 });
  if ('status' in job) return job;
  const chars = JSON.stringify(job.history).length;
  if (chars <= contextTokens * MOST_CHARS_PER_TOKEN) return job;
  return failure(400, `prompt is too long: ${chars} characters > ${contextTokens} tokens maximum`);
}

async function answer(lease: Leased, call: ProviderCall): Promise<Response | ApiFailure> {
  const job = jobOf(call, lease.loaded.contextTokens);
  if ('status' in job) {
    lease.release();
    return job;
  }
  const events = eventsOf(lease, { type: 'chat', job }, call.signal);
  const head = await headOf(events, call.model);
  if ('status' in head) return head;
  return call.body.stream === true
    ? streamResponse(stream(events, head, call.requestId))
    : collect(events, head);
}

async function count(lease: Leased, call: ProviderCall): Promise<Response | ApiFailure> {
  try {
    const job = jobOf(call, lease.loaded.contextTokens);
    if ('status' in job) return job;
    const event = await lease.loaded.process.count({ type: 'count-chat', job });
    return event.type === 'counted' ? Response.json({ input_tokens: event.tokens }) : failureOf(event);
  } finally {
    lease.release();
  }
}

async function embed(lease: Leased, call: ProviderCall): Promise<Response | ApiFailure> {
  const asked = readEmbedding(call.body, call.model);
  if ('status' in asked) {
    lease.release();
    return asked;
  }
  const { inputs, encoding, dimensions } = asked;
  for await (const event of eventsOf(lease, { type: 'embed', inputs }, call.signal)) {
    if (event.type !== 'embedded') return failureOf(event);
    const { vectors, tokens: promptTokens } = event;
    const length = vectors[0]?.length ?? 0;
    if (dimensions !== null && dimensions !== length)
      return failure(400, `dimensions: ${call.model} has ${length}.`, { param: 'dimensions' });
    return Response.json(embeddingAnswer({ model: call.model, vectors, promptTokens }, encoding));
  }
  return failure(500, 'The model was stopped before it answered.');
}
