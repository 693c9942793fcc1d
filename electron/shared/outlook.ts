import type { Path } from './curriculum.ts';
import { forecastPath, type Milestone } from './forecast.ts';
import type { Outlook, PlannedPhase, Risk, Stretch, TargetProgress } from './plan.ts';
import { addDays, daysBetween } from './time.ts';

/** Half an hour on each day of a week, in seconds. */
export const HALF_HOUR_A_DAY = 7 * 1800;
/** Above this chance of being late a date is tight, above the other it is at risk. */
const TIGHT = 0.2;
const AT_RISK = 0.5;

export interface OutlookInput {
  path: Path;
  plan: readonly PlannedPhase[];
  /** Seconds done in each phase, filled in order. */
  done: readonly number[];
  progress: readonly TargetProgress[];
  /** Seconds of recent whole weeks without a pause, oldest first. */
  weeks: readonly number[];
  today: string;
  pauses: readonly Stretch[];
}

/** What lies ahead, phase by phase and target by target. */
export function outlookOf(input: OutlookInput): Pick<Outlook, 'phases' | 'targets'> {
  return { phases: phasesAhead(input), targets: targetsAhead(input) };
}

/** Seconds left until the end of each phase. */
export function secondsLeft(plan: readonly PlannedPhase[], done: readonly number[]): number[] {
  let sum = 0;
  return plan.map((phase, index) => (sum += Math.max(0, Math.round(phase.hours * 3600) - done[index]!)));
}

function phasesAhead({ plan, done, weeks, today, pauses }: OutlookInput): Outlook['phases'] {
  const milestones = secondsLeft(plan, done);
  const ahead = forecastPath({ milestones, weeks, today, pauses });
  // Somebody without recent weeks still learns what half an hour a day alone would do.
  const base = weeks.length >= 2 ? weeks : [0, 0];
  const more = base.map((week) => week + HALF_HOUR_A_DAY);
  const withMore = forecastPath({ milestones, weeks: more, today, pauses });
  return plan.map((phase, index) => {
    const left = Math.max(0, phase.hours - done[index]! / 3600);
    const isDone = left === 0;
    return {
      id: phase.id,
      hoursLeft: Math.round(left * 10) / 10,
      forecast: isDone ? null : (ahead[index]?.forecast ?? null),
      withMore: isDone ? null : (withMore[index]?.forecast ?? null),
    };
  });
}

interface Need {
  targetId: string;
  phase: PlannedPhase;
  seconds: number;
}

/**
 * Estimates the time that each open target still needs, in the order in which they are expected.
 *
 * Method: a phase's hours are its author's estimate of the work in it. What is left of them is shared evenly among
 * its open targets, one in work counting half. Where the hours are used up and targets are still open, they have shown to take
 * longer: each then counts with its even share of the whole phase. Phases follow each other; inside one, those in work come
 * first. It is an estimate of order and size, no more: nobody has measured the targets of this person.
 */
export function targetNeeds({ path, plan, done, progress }: OutlookInput): Need[] {
  const status = new Map(progress.map((row) => [row.targetId, row.status]));
  return path.phases.flatMap((phase, index) => {
    const planned = plan[index]!;
    const weight = (id: string): number => (status.get(id) === 'doing' ? 0.5 : 1);
    const open = phase.targets
      .filter(({ id }) => status.get(id) !== 'done')
      .toSorted((a, b) => weight(a.id) - weight(b.id));
    const left = planned.hours * 3600 - done[index]!;
    const weights = open.reduce((sum, { id }) => sum + weight(id), 0);
    const share = left > 0 ? left / weights : (planned.hours * 3600) / phase.targets.length;
    return open.map(({ id }) => ({ targetId: id, phase: planned, seconds: share * weight(id) }));
  });
}

function targetsAhead(input: OutlookInput): Outlook['targets'] {
  const { weeks, today, pauses } = input;
  const needs = targetNeeds(input);
  let sum = 0;
  const milestones = needs.map(({ seconds }) => (sum += seconds));
  const ahead = forecastPath({ milestones, weeks, today, pauses });
  const pace = weeks.length < 2 ? null : weeks.reduce((total, week) => total + week, 0) / weeks.length / 7;
  return needs.map(({ targetId, phase, seconds }, index) => {
    const milestone = ahead[index] ?? null;
    const chanceLate = chanceOf({ milestone, dueOn: phase.endsOn, today, isMoving: (pace ?? 0) > 0 });
    return {
      targetId,
      phaseId: phase.id,
      hours: Math.round(seconds / 360) / 10,
      dueOn: phase.endsOn,
      forecast: milestone?.forecast ?? null,
      chanceLate,
      risk: riskOf(chanceLate),
      minutesMore:
        pace === null
          ? null
          : minutesMore({ needed: milestones[index]!, dueOn: phase.endsOn, pace, today, pauses }),
    };
  });
}

interface Chance {
  milestone: Milestone | null;
  dueOn: string;
  today: string;
  isMoving: boolean;
}

/** The chance that the planned day passes first; null where nothing can be said. */
function chanceOf({ milestone, dueOn, today, isMoving }: Chance): number | null {
  if (dueOn < today) return 1;
  if (milestone) return milestone.chanceAfter(dueOn);
  // A pace that needs more than ten years is a pace all the same.
  return isMoving ? 1 : null;
}

function riskOf(chanceLate: number | null): Risk {
  if (chanceLate === null) return 'unknown';
  if (chanceLate > AT_RISK) return 'at-risk';
  return chanceLate > TIGHT ? 'tight' : 'on-time';
}

interface Closing {
  /** Seconds of work until it is done. */
  needed: number;
  dueOn: string;
  /** Seconds a day. */
  pace: number;
  today: string;
  pauses: readonly Stretch[];
}

/** Minutes a day beside the present pace to be done by the day; null when that day is over. */
export function minutesMore({ needed, dueOn, pace, today, pauses }: Closing): number | null {
  const days = activeDays(addDays(today, 1), dueOn, pauses);
  if (days <= 0) return null;
  return Math.max(0, Math.ceil((needed / days - pace) / 60));
}

/** The days from one date to another, both inclusive, that are not paused. */
export function activeDays(from: string, to: string, pauses: readonly Stretch[]): number {
  const span = Math.max(0, daysBetween(from, to) + 1);
  return pauses.reduce((days, pause) => {
    const start = pause.startsOn > from ? pause.startsOn : from;
    const end = pause.endsOn < to ? pause.endsOn : to;
    return days - Math.max(0, daysBetween(start, end) + 1);
  }, span);
}
