import { z } from 'zod';
import { slug } from './ids.ts';

/**
 * `anthropic`: the official API. `anthropic-compatible`: a server speaking the Messages API. `openai-compatible`: one
 * speaking Chat Completions. `builtin`: a model file on this machine.
 */
export const providerKind = z.enum(['anthropic', 'anthropic-compatible', 'openai-compatible', 'builtin']);
export type ProviderKind = z.infer<typeof providerKind>;

/** A model as `provider/model`, for instance `builtin/cairn-practice`. */
export const modelRef = z
  .string()
  .max(300)
  .regex(/^[^/]+\/.+$/, 'name a model as provider/model');

/** The model that is used until a person picks another: the one that ships with Cairn. */
export const BUILTIN_MODEL = 'builtin/cairn-practice';

export const keySource = z.enum(['environment', 'keychain', 'file', 'session', 'none-needed', 'missing']);

/** What is known of a model's limits and strengths; the built-in one has such a card beside its file. */
export const modelCard = z.object({
  contextTokens: z.int().positive(),
  abilities: z.array(z.string()),
  weakSpots: z.array(z.string()),
});

/** What a server makes of one part of a request: it honours it, the gateway says it in other words, or refuses it. */
export const ability = z.object({
  what: z.string(),
  how: z.enum(['yes', 'translated', 'no']),
  note: z.string(),
});
export type Ability = z.infer<typeof ability>;

export const provider = z.object({
  id: slug,
  kind: providerKind,
  title: z.string(),
  baseUrl: z.string().nullable(),
  keySource,
  /** ready: usable as far as is known without a call; needs-key / missing-file say what is lacking. */
  state: z.enum(['ready', 'needs-key', 'missing-file']),
  detail: z.string(),
  models: z.array(
    z.object({
      ref: modelRef,
      title: z.string(),
      note: z.string(),
      /** Absent: it writes answers. */
      purpose: z.literal('embeddings').optional(),
      card: modelCard.optional(),
    }),
  ),
  abilities: z.array(ability).optional(),
});
export type Provider = z.infer<typeof provider>;

/** What a try of a provider found, and what to do where it found something. */
export const providerHealth = z.object({
  id: slug,
  title: z.string(),
  status: z.enum(['ok', 'warn', 'fail']),
  detail: z.string(),
  hint: z.string().optional(),
});
export type ProviderHealth = z.infer<typeof providerHealth>;

/** Something found on this machine that could be connected. Nothing is used without a yes. */
export const discovery = z.object({
  id: slug,
  kind: providerKind,
  title: z.string(),
  baseUrl: z.string().nullable(),
  detail: z.string(),
  /** The environment variable that holds its key; a yes copies the key to where keys are kept. */
  variable: z.string().optional(),
  /** A model file; a yes puts it on the list, where it lies. */
  path: z.string().optional(),
});
export type Discovery = z.infer<typeof discovery>;

/**
 * Connects a server that speaks the Messages API or Chat Completions; which, it is asked unless `kind` says it. The
 * key goes to the secret store, never to the database.
 */
export const addServerInput = z.object({
  kind: z.enum(['anthropic-compatible', 'openai-compatible']).optional(),
  baseUrl: z.string().min(1).max(500),
  title: z.string().trim().min(1).max(80).optional(),
  key: z.string().trim().min(1).max(500).optional(),
});

export const keyInput = z.object({
  key: z
    .string()
    .trim()
    .min(8, 'that is too short for a key')
    .max(500)
    .regex(/^[\x21-\x7e]+$/, 'a key has no spaces or special characters'),
});

export const connectionTest = z.object({
  status: z.enum(['ok', 'failed']),
  model: z.string(),
  message: z.string(),
  firstTokenMs: z.number().nullable(),
  totalMs: z.number(),
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  costUsd: z.number().nullable(),
});
export type ConnectionTest = z.infer<typeof connectionTest>;

/** One model call, as the ledger keeps it. `costUsd` null means unknown, never free. */
export const traceSummary = z.object({
  id: z.string(),
  runId: z.string().nullable(),
  startedAt: z.int(),
  provider: z.string(),
  model: z.string(),
  operation: z.string(),
  streamed: z.boolean(),
  status: z.int().describe('the HTTP status; 499 when the caller or the run ended the call before an answer'),
  injected: z.string().nullable().describe('the fault that the gateway injected, if it did'),
  error: z.string().nullable(),
  firstByteMs: z.number().nullable(),
  totalMs: z.number(),
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  cacheReadTokens: z.int().nullable(),
  cacheWriteTokens: z.int().nullable(),
  costUsd: z.number().nullable(),
  stopReason: z.string().nullable(),
  wire: z.string().describe('the API that the caller spoke: anthropic or openai'),
  callIndex: z.int().nullable().describe("1 for the run's first call"),
  label: z.string().nullable().describe('what the run was for'),
  labId: z.string().nullable(),
  conversationId: z.string().nullable().describe('the id of the call that began the conversation'),
  answeredBy: z.string().nullable().describe('provider, replay or script; null when nobody answered'),
  errorClass: z.string().nullable().describe('what kind of failure it was; null for a call that went well'),
  queueMs: z.number().nullable().describe('from the arrival until a provider was asked'),
  connectMs: z
    .number()
    .nullable()
    .describe('how long the connection to the provider took; 0 for an open one'),
});
export type TraceSummary = z.infer<typeof traceSummary>;

/** One call in full: what was sent and what came back, as JSON text without keys, null when no longer kept. */
export const traceDetail = z.object({
  trace: traceSummary,
  request: z.string().nullable(),
  response: z.string().nullable(),
  attributes: z.string().describe('OpenTelemetry GenAI attributes, as JSON'),
});
export type TraceDetail = z.infer<typeof traceDetail>;
