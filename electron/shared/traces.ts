import { z } from 'zod';
import { rowId } from './ids.ts';
import { traceDetail, traceSummary } from './models.ts';

/** Which calls of the ledger are asked for. What is left out is not asked. */
export const traceFilter = z.object({
  runId: rowId.optional(),
  conversationId: rowId.optional(),
  labId: z.string().max(100).optional(),
  provider: z.string().max(100).optional(),
  model: z.string().max(300).optional().describe('without the provider'),
  /** `any`: every failed call; otherwise one class. */
  errorClass: z.string().max(40).optional(),
  /** `any`: every injected fault; otherwise one kind. */
  injected: z.string().max(40).optional(),
  answeredBy: z.enum(['provider', 'replay', 'script']).optional(),
  /** Found in the error, the model's name or the run's label. */
  text: z.string().trim().max(200).optional(),
  /** Epoch milliseconds, the first inside and the second outside. */
  from: z.int().optional(),
  to: z.int().optional(),
});
export type TraceFilter = z.infer<typeof traceFilter>;

/** Where the next page begins: after this call. */
export const traceCursor = z.object({ startedAt: z.int(), id: z.string().max(64) });
export type TraceCursor = z.infer<typeof traceCursor>;

export const tracePage = z.object({ calls: z.array(traceSummary), next: traceCursor.nullable() });
export type TracePage = z.infer<typeof tracePage>;

/** Sums over calls. What is unknown is counted apart and never taken for 0. */
export const traceTotals = z.object({
  calls: z.int(),
  failed: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  cacheReadTokens: z.int(),
  cacheWriteTokens: z.int(),
  /** Of the calls whose cost is known. */
  costUsd: z.number(),
  unknownCosts: z.int(),
});
export type TraceTotals = z.infer<typeof traceTotals>;

/** Calls that belong together: a run, or a conversation inside of one. */
export const traceGroup = traceTotals.extend({
  id: z.string(),
  runId: z.string().nullable(),
  label: z.string().nullable(),
  labId: z.string().nullable(),
  /** Of the first call. */
  provider: z.string(),
  model: z.string(),
  startedAt: z.int(),
  /** The end of the last call to end. */
  endedAt: z.int(),
});
export type TraceGroup = z.infer<typeof traceGroup>;

/** One bar of a waterfall; milliseconds from the start of the call. */
export const traceSpan = z.object({
  name: z.enum(['queue', 'connect', 'first token', 'answer']),
  startMs: z.number(),
  endMs: z.number(),
});
export type TraceSpan = z.infer<typeof traceSpan>;

/** Which calls of one run or conversation are asked for, in the order in which they were made. */
export const waterfallInput = z.object({
  of: z.enum(['run', 'conversation']),
  id: rowId,
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(200),
});
export type WaterfallInput = z.infer<typeof waterfallInput>;

/** The calls of a run or a conversation on one time axis. */
export const waterfall = z.object({
  /** Of the first call of all, also where a later part is asked for. */
  startedAt: z.int(),
  total: z.int(),
  calls: z.array(z.object({ call: traceSummary, offsetMs: z.number(), spans: z.array(traceSpan) })),
});
export type Waterfall = z.infer<typeof waterfall>;

/** The values that calls can be filtered by, the most frequent first. */
export const traceChoices = z.object({
  labs: z.array(z.string()),
  providers: z.array(z.string()),
  models: z.array(z.string()),
  errorClasses: z.array(z.string()),
  faults: z.array(z.string()),
});
export type TraceChoices = z.infer<typeof traceChoices>;

/** What calls cost, per local day, model and lab. */
export const spendLine = traceTotals.extend({
  /** `2026-11-21` in the person's time zone. */
  day: z.string(),
  provider: z.string(),
  model: z.string(),
  labId: z.string().nullable(),
});
export type SpendLine = z.infer<typeof spendLine>;

/** Where traces go beside the ledger. Its headers (keys) are in the secret store. */
export const otlpSettings = z.object({
  endpoint: z.url({ protocol: /^https?$/, error: 'give a whole http or https address' }).max(500),
  /** Langfuse and LangSmith take both; Phoenix takes protobuf only. */
  protocol: z.enum(['http/protobuf', 'http/json']),
  /** Whether prompts and answers go along. */
  content: z.boolean(),
});
export type OtlpSettings = z.infer<typeof otlpSettings>;

export const otlpInput = otlpSettings.extend({
  /** `{"authorization": "Basic ..."}`; left out: those that are stored stay. */
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().max(2000)).optional(),
});

export const otlpStatus = z.object({
  settings: otlpSettings.nullable(),
  hasHeaders: z.boolean(),
  /** Calls that wait to be sent. */
  waiting: z.int(),
  sent: z.int().describe('since Cairn was started'),
  /** Calls that the receiver refused for good. */
  refused: z.int(),
  lastError: z.string().nullable(),
  lastSentAt: z.int().nullable(),
});
export type OtlpStatus = z.infer<typeof otlpStatus>;

export const otlpTest = z.object({ status: z.enum(['ok', 'failed']), message: z.string() });
export type OtlpTest = z.infer<typeof otlpTest>;

/** How long, and how much of, requests and answers are kept. The ledger's lines stay. */
export const traceRetention = z.object({
  days: z.int().min(0).max(3650).default(90).describe('0 keeps no requests and answers at all'),
  megabytes: z.int().min(1).max(100_000).default(512),
});

/** One call in full. */
export const traceView = traceDetail.extend({
  spans: z.array(traceSpan),
  curl: z
    .string()
    .nullable()
    .describe('a command for a shell, without keys; null when the request is not kept whole'),
});
export type TraceView = z.infer<typeof traceView>;
