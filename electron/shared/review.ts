import { z } from 'zod';
import { noteKind, weekFacts } from './notes.ts';
import { activity, instant, localDate } from './practice.ts';
import { nextStep } from './today.ts';

/** A week by its Monday or a month: "week-2026-11-16", "2026-11". */
export const reviewPeriod = z
  .string()
  .regex(/^(?:week-\d{4}-\d{2}-\d{2}|\d{4}-(?:0[1-9]|1[0-2]))$/, 'use a period, like "2026-11"');

export const MAX_REVIEW_CHARS = 20_000;
const words = z.string().max(MAX_REVIEW_CHARS, 'keep a review under 20,000 characters');

/** What the person wrote about a period; null until they wrote something. */
export const reviewWords = z.object({ body: words, updatedAt: instant }).nullable();

/** What was done, learned and spent in a week or a month, and what is next. Seconds everywhere. */
export const reviewView = z.object({
  period: reviewPeriod,
  name: z.string(),
  facts: weekFacts,
  today: localDate,
  isOver: z.boolean(),
  /** Null when the period after has not begun. */
  nextPeriod: reviewPeriod.nullable(),
  previousPeriod: reviewPeriod,
  due: z.int().nullable().describe('what the plan asked for in these days; null without a plan'),
  before: z.int().describe('of the period before, as many days into it'),
  days: z.int().describe('with practice'),
  sessions: z.int(),
  activities: z.array(z.object({ activity, seconds: z.int() })).describe('the most first'),
  highlights: z
    .array(z.object({ date: localDate, seconds: z.int(), note: z.string() }))
    .describe('the longest sessions with a note'),
  notes: z.array(z.object({ id: z.string(), kind: noteKind, title: z.string(), finished: z.boolean() })),
  levels: z.array(z.object({ skill: z.string(), level: z.int(), on: localDate })),
  models: z
    .array(
      z.object({
        model: z.string(),
        calls: z.int(),
        inputTokens: z.int(),
        outputTokens: z.int(),
        costUsd: z.number().nullable().describe('null when a price is not known'),
      }),
    )
    .describe('the most calls first'),
  /** Only while the period goes on or has just ended: an old review has no next. */
  next: z.array(nextStep.pick({ id: true, title: true, reason: true, to: true, minutes: true })),
  upcoming: z.array(z.object({ title: z.string(), when: z.string() })),
  atRisk: z.array(z.object({ title: z.string(), dueOn: localDate })),
  words: reviewWords,
});
export type ReviewView = z.infer<typeof reviewView>;

/** `basedOn` is the `updatedAt` that the edit began from, null for the first words. */
export const saveReviewInput = z.object({
  period: reviewPeriod,
  body: words,
  basedOn: instant.nullable(),
});
export const savedReview = z.object({ outcome: z.enum(['saved', 'changed-elsewhere']), words: reviewWords });
export type SavedReview = z.infer<typeof savedReview>;
