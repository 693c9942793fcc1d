import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../../deps.ts';
import { failure, type ApiFailure } from '../api-error.ts';
import { collect, failureOf, headOf, stream } from '../builtin/answer.ts';
import { createModelProcess, type ModelProcess } from '../builtin/client.ts';
import { jobFor } from '../builtin/job.ts';
import type { Segment } from '../builtin/protocol.ts';
import { renderPrompt } from '../builtin/render.ts';
import { streamResponse } from '../canned.ts';
import type { ModelProvider, ProviderCall } from './types.ts';

const FIVE_MINUTES = 5 * 60_000;

/** The data file beside a model: what it is called, how much it reads, what it can and cannot do. */
const modelCard = z.object({
  formatVersion: z.literal(1),
  id: z.string(),
  title: z.string(),
  file: z.string().regex(/^[\w.-]+\.gguf$/),
  contextTokens: z.int().positive(),
  note: z.string(),
  abilities: z.array(z.string()),
  weakSpots: z.array(z.string()),
});

export interface BuiltinDeps {
  /** The folder with the model and its card. */
  folder: string;
  log: Logger;
  env: Readonly<Record<string, string | undefined>>;
  idleMs?: number | undefined;
}

export interface BuiltinProvider extends ModelProvider {
  pid(): number | null;
  close(): Promise<void>;
}

/** So small that one thread is the fastest, and that its memory need not be watched. */
const PRACTICE = { name: 'The practice model', kind: 'practice', threads: 1, memoryBytes: null } as const;

/** The model that ships with Cairn: no key, no network, a process of its own. */
export function createBuiltinProvider({
  folder,
  log,
  env,
  idleMs = FIVE_MINUTES,
}: BuiltinDeps): BuiltinProvider {
  const card = readCard(join(folder, 'cairn-practice.json'), log);
  const file = card ? join(folder, card.file) : join(folder, 'cairn-practice.gguf');
  let started: ModelProcess | null = null;
  const model = (contextSize: number): ModelProcess =>
    (started ??= createModelProcess({
      ...PRACTICE,
      modelPath: file,
      contextSize,
      log,
      env,
      idleMs: () => idleMs,
    }));
  const isPresent = (): boolean => card !== null && existsSync(file);

  return {
    id: 'builtin',
    kind: 'builtin',
    title: 'Built in',
    baseUrl: null,
    free: true,
    otelName: 'cairn',
    models: () => (card && isPresent() ? [{ id: card.id, title: card.title, note: card.note, card }] : []),
    async status() {
      if (isPresent()) {
        return {
          keySource: 'none-needed',
          state: 'ready',
          detail: 'Runs on this machine. No key, no network, no cost.',
        };
      }
      return {
        keySource: 'none-needed',
        state: 'missing-file',
        detail: `No built-in model is present (${file}). Install Cairn again, or use another provider.`,
      };
    },
    warm() {
      if (card && isPresent()) model(card.contextTokens).warm();
    },
    async send(call) {
      if (!card || !isPresent()) return failure(404, `No built-in model is present (${file}).`);
      if (call.model !== card.id)
        return failure(404, `model: ${call.model}. The built-in provider has ${card.id}.`);
      return call.operation === 'messages'
        ? answer(model(card.contextTokens), call, card.contextTokens)
        : count(model(card.contextTokens), call, card.contextTokens);
    },
    pid: () => started?.pid() ?? null,
    async close() {
      await started?.close();
    },
  };
}

async function answer(model: ModelProcess, call: ProviderCall, contextTokens: number) {
  const job = jobFor(call.body);
  if ('status' in job) return job;
  const long = tooLong(job.segments, contextTokens);
  if (long) return long;
  const events = model.run({ type: 'generate', job }, call.signal);
  const head = await headOf(events, call.model);
  if ('status' in head) return head;
  if (call.body.stream === true) return streamResponse(stream(events, head, call.requestId));
  return collect(events, head);
}

/** No token of the model is as long as this on the whole of a text. */
const MOST_CHARS_PER_TOKEN = 64;

/** Turns away what cannot fit before the model reads it: cutting megabytes into tokens keeps all others waiting. */
function tooLong(segments: readonly Segment[], contextTokens: number): ApiFailure | null {
  const chars = segments.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0);
  if (chars <= contextTokens * MOST_CHARS_PER_TOKEN) return null;
  return failure(400, `prompt is too long: ${chars} characters > ${contextTokens} tokens maximum`);
}

async function count(model: ModelProcess, call: ProviderCall, contextTokens: number) {
  const prompt = renderPrompt(call.body, false);
  if ('status' in prompt) return prompt;
  const long = tooLong(prompt, contextTokens);
  if (long) return long;
  const event = await model.count({ type: 'count', segments: prompt });
  return event.type === 'counted' ? Response.json({ input_tokens: event.tokens }) : failureOf(event);
}

/** A card that is missing or broken means no built-in model; it must not keep the app from starting. */
function readCard(file: string, log: Logger): z.infer<typeof modelCard> | null {
  if (!existsSync(file)) return null;
  try {
    return modelCard.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    log.error('the card of the built-in model cannot be read', { file, reason: String(error) });
    return null;
  }
}
