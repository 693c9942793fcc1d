import { z } from 'zod';
import { addDays } from './time.ts';

/** A forgiving score beside a streak. */
export const habit = z.object({
  score: z.int().min(0).max(100).describe('per cent'),
  streak: z.int().describe('days with practice, rest days and pauses between them allowed'),
  longer: z.boolean().describe('the streak goes back further than Cairn looks for it'),
  restDays: z.int().describe('days off in seven that do not end the streak'),
  restLeft: z.int().describe('of the last seven days, today not counted'),
  practisedToday: z.boolean(),
});
export type Habit = z.infer<typeof habit>;

export interface HabitInput {
  today: string;
  /** The days with practice. */
  practised: ReadonlySet<string>;
  /** Paused days count neither way. */
  isPaused(date: string): boolean;
  restDays: number;
  /** The first day that counts: the score begins at nothing there. */
  from: string;
}

/** How far back Cairn looks. Older days weigh less than a thousandth of a per cent in the score. */
export const HABIT_DAYS = 400;

/**
 * The habit score, 0 to 100, and the streak.
 *
 * The score is that of Loop Habit Tracker (uhabits, `Score.compute`): day by day `score = score * m + value * (1 - m)`
 * with `m = 0.5 ^ (sqrt(f) / 13)`, where f is the share of days that are meant to have practice. As there, a habit
 * that is not daily takes as the day's value the days with practice among the last two weeks, over those meant. One
 * missed day moves it by a few per cent; a month of practice brings it back. Today counts once it has practice.
 *
 * The streak counts days with practice, back from today, and goes on over rest days: it ends where a week of
 * unpaused days has more than `restDays` of them without practice.
 */
export function habitOf(input: HabitInput): Habit {
  const { today, practised, restDays } = input;
  return {
    score: Math.round(score(input) * 100),
    ...streak(input),
    restDays,
    practisedToday: practised.has(today),
  };
}

/** The days that count, newest first, without paused ones. Today counts once it has practice. */
function* countedDays({ today, practised, isPaused, from }: HabitInput): Generator<string> {
  for (let date = practised.has(today) ? today : addDays(today, -1); date >= from; date = addDays(date, -1))
    if (!isPaused(date)) yield date;
}

function score(input: HabitInput): number {
  const { practised, restDays } = input;
  const frequency = (7 - restDays) / 7;
  const multiplier = 0.5 ** (Math.sqrt(frequency) / 13);
  const [window, meant] = restDays === 0 ? [1, 1] : [14, 2 * (7 - restDays)];
  const days = [...countedDays(input)].toReversed().map((date) => practised.has(date));
  let sum = 0;
  return days.reduce((before, isPractised, index) => {
    sum += Number(isPractised) - Number(days[index - window] ?? false);
    return before * multiplier + Math.min(1, sum / meant) * (1 - multiplier);
  }, 0);
}

function streak(input: HabitInput): Pick<Habit, 'streak' | 'longer' | 'restLeft'> {
  const { practised, restDays } = input;
  let length = 0;
  /** Whether each of the last seven days seen was off. */
  const week: boolean[] = [];
  let isBroken = false;
  for (const date of countedDays(input)) {
    week.push(!practised.has(date));
    if (week.length > 7) week.shift();
    isBroken = week.filter(Boolean).length > restDays;
    if (isBroken) break;
    if (practised.has(date)) length += 1;
  }
  const isAtEdge = input.from <= addDays(input.today, -HABIT_DAYS);
  return { streak: length, longer: isAtEdge && !isBroken, restLeft: restLeft(input) };
}

/** Rest days that today and the six days before it still allow. */
function restLeft(input: HabitInput): number {
  const before = countedDays({ ...input, practised: new Set(), from: addDays(input.today, -30) });
  const off = [...before].slice(0, 6).filter((date) => !input.practised.has(date) && date >= input.from);
  return Math.max(0, input.restDays - off.length);
}
