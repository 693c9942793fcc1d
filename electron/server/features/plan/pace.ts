import { HABIT_DAYS, habitOf, type Habit } from '../../../shared/habit.ts';
import type { Stretch } from '../../../shared/plan.ts';
import { addDays, weekStart } from '../../../shared/time.ts';
import type { PracticeService } from '../practice/service.ts';

/** Recent enough to be the present pace, long enough to hold a bad week. */
const PACE_WEEKS = 8;
/** How far back a week without a pause is looked for. */
const LOOK_BACK_WEEKS = 26;

/** Seconds by day, oldest first. */
export interface RecentDays {
  seconds: ReadonlyMap<string, number>;
}

/** The practice of the days that matter for pace and habit. */
export function recentDays(practice: PracticeService): RecentDays {
  const today = practice.today();
  const days = practice.days(addDays(today, -HABIT_DAYS), today);
  return { seconds: new Map(days.map((day) => [day.date, day.seconds])) };
}

interface PaceInput {
  recent: RecentDays;
  today: string;
  /** The day the plan began; weeks before it count too once there was practice in or before them. */
  startedOn: string;
  pauses: readonly Stretch[];
}

export interface Pace {
  /** Seconds of each week, oldest first. */
  weeks: number[];
  leftOut: number;
}

/**
 * The last eight whole weeks (Monday to Sunday) since the plan or the practice began, whichever was first. A week
 * with a paused day says nothing about the usual pace: it is left out, and an older one counts instead.
 */
export function recentPace({ recent, today, startedOn, pauses }: PaceInput): Pace {
  const firstDay = recent.seconds.keys().next().value ?? startedOn;
  const since = firstDay < startedOn ? firstDay : startedOn;
  const pace: Pace = { weeks: [], leftOut: 0 };
  for (let back = 1; back <= LOOK_BACK_WEEKS && pace.weeks.length < PACE_WEEKS; back += 1) {
    const monday = addDays(weekStart(today), -7 * back);
    if (monday < since) break;
    const sunday = addDays(monday, 6);
    if (pauses.some((pause) => pause.startsOn <= sunday && pause.endsOn >= monday)) pace.leftOut += 1;
    else pace.weeks.unshift(secondsIn(recent, monday));
  }
  return pace;
}

/** Seconds in the week that begins on `monday`. */
export function secondsIn({ seconds }: RecentDays, monday: string): number {
  return Array.from({ length: 7 }, (_, index) => seconds.get(addDays(monday, index)) ?? 0).reduce(
    (sum, day) => sum + day,
    0,
  );
}

interface HabitFacts {
  practice: PracticeService;
  recent: RecentDays;
  pauses: readonly Stretch[];
  restDays: number;
}

/** Score and streak, from the days at hand. */
export function habitFrom({ practice, recent, pauses, restDays }: HabitFacts): Habit {
  const today = practice.today();
  const practised = new Set(recent.seconds.keys());
  const [first] = practised;
  return habitOf({
    today,
    practised,
    isPaused: (date) => pauses.some((pause) => pause.startsOn <= date && date <= pause.endsOn),
    restDays,
    from: first ?? today,
  });
}
