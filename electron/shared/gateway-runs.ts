import { z } from 'zod';

/**
 * `off`: every call goes to the model. `read`: a recorded answer is used where there is one, and others are recorded.
 * `only`: recorded answers or none; nothing leaves this machine.
 */
export const replayMode = z.enum(['off', 'read', 'only']);
export type ReplayMode = z.infer<typeof replayMode>;

const cap = z.number().nullable();

/** A run whose token works now. A limit of null does not exist. */
export const liveRun = z.object({
  runId: z.string(),
  label: z.string(),
  model: z.string().nullable(),
  openedAt: z.int(),
  replay: replayMode,
  /** Calls under way. */
  inFlight: z.int(),
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Null when the cost of a call is unknown. */
  costUsd: z.number().nullable(),
  limits: z.object({
    calls: cap,
    concurrent: cap,
    inputTokens: cap,
    outputTokens: cap,
    costUsd: cap,
    wallMs: cap,
  }),
});
export type LiveRun = z.infer<typeof liveRun>;

/** What this month's model calls cost so far, and how that stands to the cap that the person set. */
export const monthSpend = z.object({
  /** `2026-11`, in the person's time zone. */
  month: z.string(),
  spentUsd: z.number(),
  /** Calls whose cost is unknown; they are not in `spentUsd`. */
  unknownCalls: z.int(),
  capUsd: z.number().nullable(),
  /** Where the warning begins. */
  warnUsd: z.number().nullable(),
  state: z.enum(['no-cap', 'below', 'near', 'reached']),
});
export type MonthSpend = z.infer<typeof monthSpend>;

/** The share of the monthly cap from which a person is warned. */
export const WARN_SHARE = 0.8;

/** What the replay cache holds. */
export const replayCacheSize = z.object({ answers: z.int(), bytes: z.int() });
