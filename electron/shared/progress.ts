import { z } from 'zod';
import { priority } from './curriculum.ts';
import { localDate } from './practice.ts';

/** How far back the charts look: a quarter, a year, the current phase, or everything. */
export const chartRange = z.enum(['quarter', 'year', 'phase', 'all']);
export type ChartRange = z.infer<typeof chartRange>;

const seconds = z.array(z.int().nonnegative());

/** Seconds by bucket for each of a few subjects. `id` null is practice that names none. */
export const stack = z.object({ id: z.string().nullable(), seconds });
export type Stack = z.infer<typeof stack>;

/** Where the hours may lead: cumulative seconds at the end of each week to come. */
export const fan = z.object({
  dates: z.array(localDate),
  low: seconds,
  likely: seconds,
  high: seconds,
});
export type Fan = z.infer<typeof fan>;

/** Everything the charts of one range are drawn from. Columns, because ten years are 3,653 days. */
export const progressView = z.object({
  today: localDate,
  from: localDate,
  /** Seconds of each day from `from` to today, and of all days before within the plan. */
  days: seconds,
  before: z.int().nonnegative(),
  /** Seconds the plan asks for by the end of each day, from `from` to `planUntil`; null while there is no plan. */
  due: seconds.nullable(),
  planUntil: localDate,
  fan: fan.nullable(),
  weeks: z.object({ starts: z.array(localDate), done: seconds, budget: seconds }),
  bucket: z.enum(['week', 'month']),
  buckets: z.array(localDate),
  bySkill: z.array(stack),
  byActivity: z.array(stack),
  /** Seven rows from Monday, 24 columns from midnight: seconds by the wall clock of where they were. */
  hours: z.array(seconds),
  coverage: z.array(
    z.object({ skillId: z.string(), priority: priority.nullable(), level: z.int(), seconds: z.int() }),
  ),
});
export type ProgressView = z.infer<typeof progressView>;
