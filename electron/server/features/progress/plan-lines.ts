import { forecastPath, type PathForecastInput } from '../../../shared/forecast.ts';
import { dueBetween, dueUntil } from '../../../shared/plan-arithmetic.ts';
import type { PlanView } from '../../../shared/plan.ts';
import type { Fan } from '../../../shared/progress.ts';
import { addDays, daysBetween } from '../../../shared/time.ts';

/** A plan's line goes on this far beyond today, so that one sees where it leads. */
const AHEAD_DAYS = 91;
const FAN_POINTS = 24;

/** What the plan asks for by the end of each day, from a day on; null without a plan. */
export function dueLine(
  plan: PlanView,
  from: string,
  until = addDays(plan.today, AHEAD_DAYS),
): { due: number[]; until: string } | null {
  if (!plan.enrolled) return null;
  const count = daysBetween(from, until) + 1;
  return { due: Array.from({ length: count }, (_, at) => dueUntil(plan.phases, addDays(from, at))), until };
}

/** Seconds that the plan asks for in each week; 0 for weeks before it began. */
export function weeklyBudgets(plan: PlanView, mondays: readonly string[]): number[] {
  if (!plan.enrolled) return mondays.map(() => 0);
  return mondays.map((monday) => dueBetween(plan.phases, monday, addDays(monday, 6)));
}

/**
 * The forecast as a shape: for each week to come, the hours that will be reached by then, likely and at both ends
 * of the range, until `goal` is reached even at the late end. It is the forecast of `forecastPath`, asked at points
 * along the way and read by date instead of by hours.
 * @param done seconds that are done, and `goal` the sum to reach
 */
export function forecastFan(
  { done, goal }: { done: number; goal: number },
  pace: Omit<PathForecastInput, 'milestones'>,
): Fan | null {
  if (goal <= done) return null;
  const sums = Array.from({ length: FAN_POINTS }, (_, at) => ((at + 1) / FAN_POINTS) * (goal - done));
  const reached = forecastPath({ ...pace, milestones: sums });
  const ends = reached.map((milestone) => milestone?.forecast);
  const last = ends.at(-1);
  if (!last) return null;
  const curve = (end: 'early' | 'likely' | 'late') => (date: string) => {
    const index = ends.findLastIndex((forecast) => forecast !== undefined && forecast[end] <= date);
    const [before, after] = [index < 0 ? pace.today : ends[index]![end], ends[index + 1]?.[end]];
    const low = index < 0 ? 0 : sums[index]!;
    if (after === undefined) return Math.round(done + low);
    const share = daysBetween(before, date) / Math.max(1, daysBetween(before, after));
    return Math.round(done + low + (sums[index + 1]! - low) * Math.min(1, share));
  };
  const weeks = Math.ceil(daysBetween(pace.today, last.late) / 7);
  const dates = Array.from({ length: weeks + 1 }, (_, at) => addDays(pace.today, at * 7));
  return {
    dates,
    low: dates.map(curve('late')),
    likely: dates.map(curve('likely')),
    high: dates.map(curve('early')),
  };
}
