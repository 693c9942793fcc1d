import { z } from 'zod';
import { localDate } from './practice.ts';
import { seeded } from './seeded.ts';
import { addDays } from './time.ts';

/** When the hours of a phase will be reached at the recent pace. */
export const forecast = z.object({
  /** The mean of the weeks it rests on, in hours. */
  hoursPerWeek: z.number(),
  weeks: z.int(),
  likely: localDate,
  early: localDate,
  late: localDate,
});
export type Forecast = z.infer<typeof forecast>;

export interface ForecastInput {
  /** Seconds that are left to do. */
  remaining: number;
  /** Seconds of each recent whole week, oldest first, weeks without practice included. */
  weeks: readonly number[];
  today: string;
}

/** Fewer weeks than this say nothing about a pace. */
export const FEWEST_WEEKS = 2;
/** Later than this is not a forecast. */
const HORIZON_WEEKS = 520;
const DRAWS = 400;

/**
 * Forecasts the day on which the remaining time is done, with a range.
 *
 * Method: a bootstrap (Efron 1979). Each of 400 draws walks into the future week by week, taking one of the recent
 * weeks at random each time, until the remaining time is used up; the last week counts in part. `likely` is the
 * median of the draws, `early` and `late` their 10th and 90th percentile. It assumes that the weeks to come are like
 * those that were, in any order; a holiday among them is part of the pace. Seeded, so that it does not flicker.
 *
 * @returns null with too few weeks, with no practice in them, or when it lies more than ten years ahead
 */
export function forecastPhase({ remaining, weeks, today }: ForecastInput): Forecast | null {
  const sum = weeks.reduce((total, week) => total + week, 0);
  if (weeks.length < FEWEST_WEEKS || sum === 0) return null;
  const mean = sum / weeks.length;
  if (remaining / mean > HORIZON_WEEKS) return null;
  // A seed a draw: with more work left, each draw walks the same weeks and then some, so no quantile comes sooner.
  const draws = Array.from({ length: DRAWS }, (_, seed) =>
    weeksUntilDone(Math.max(0, remaining), weeks, seeded(seed)),
  );
  draws.sort((a, b) => a - b);
  const day = (quantile: number): string =>
    addDays(today, Math.ceil(draws[Math.round((DRAWS - 1) * quantile)]! * 7));
  return {
    hoursPerWeek: Math.round((mean / 3600) * 10) / 10,
    weeks: weeks.length,
    likely: day(0.5),
    early: day(0.1),
    late: day(0.9),
  };
}

function weeksUntilDone(remaining: number, weeks: readonly number[], random: () => number): number {
  let left = remaining;
  for (let n = 0; n < HORIZON_WEEKS * 4; n += 1) {
    const week = weeks[Math.floor(random() * weeks.length)]!;
    if (week >= left) return n + (left === 0 ? 0 : left / week);
    left -= week;
  }
  return HORIZON_WEEKS * 4;
}
