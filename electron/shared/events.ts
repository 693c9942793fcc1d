import { z } from 'zod';
import { importOutcome } from './imports.ts';
import { checkResult, labReport } from './labs.ts';
import { traceSummary } from './models.ts';

/** What a window can be told has changed. Each names the queries to refetch. */
export const topic = z.enum([
  'practice',
  'timer',
  'plan',
  'settings',
  'labs',
  'models',
  'curriculum',
  'rhythm',
  'imports',
  'downloads',
  'all',
]);
export type Topic = z.infer<typeof topic>;

/** Everything that travels over a window's one event stream. */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), topics: z.array(topic) }),
  z.object({
    type: z.literal('lab.output'),
    runId: z.string(),
    lab: z.string(),
    stream: z.enum(['stdout', 'stderr']),
    text: z.string(),
  }),
  z.object({
    type: z.literal('lab.check'),
    runId: z.string(),
    lab: z.string(),
    check: checkResult,
    /** Its place among the checks of its step, from 0: checks end in another order than they stand in the file. */
    at: z.int(),
  }),
  z.object({ type: z.literal('lab.done'), runId: z.string(), lab: z.string(), report: labReport }),
  /** Slow work that a check waits for, in words: Python's environment is being made. */
  z.object({ type: z.literal('lab.setup'), message: z.string() }),
  z.object({ type: z.literal('lab.files'), lab: z.string(), paths: z.array(z.string()) }),
  z.object({ type: z.literal('trace'), trace: traceSummary }),
  z.object({ type: z.literal('import'), file: z.string(), outcome: importOutcome }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
