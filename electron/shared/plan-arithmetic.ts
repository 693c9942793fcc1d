import type { Path, Phase } from './curriculum.ts';
import type { Enrolment, PaceChange, PlannedPhase, Stretch } from './plan.ts';
import { addDays, addMonths, daysBetween } from './time.ts';

/** What bends a plan after it was chosen. Pauses are closed stretches that do not overlap; see `closedPauses`. */
export interface PlanBends {
  pauses: readonly Stretch[];
  paces: readonly Pick<PaceChange, 'fromOn' | 'hoursPerWeek'>[];
}

type Run = PlannedPhase['runs'][number];

/** Less work than this is a rounding error of fractions of an hour. */
const NOTHING = 1e-9;

/** The hours a week that a phase asks for by its own budget. */
export function weeklyBudget(phase: Phase): number {
  return phase.budget.per === 'day' ? phase.budget.hours * 7 : phase.budget.hours;
}

/** The days a phase lasts on its own budget, when it starts on `startsOn` of a path begun on `pathStart`. */
function ownDays(phase: Phase, startsOn: string, pathStart: string): number {
  if ('days' in phase.length) return phase.length.days;
  if ('weeks' in phase.length) return phase.length.weeks * 7;
  return Math.max(7, daysBetween(startsOn, addMonths(pathStart, phase.length.untilMonth)));
}

/**
 * Pauses in order and apart. An open end is taken as today: a pause that goes on moves the plan by a day each day.
 * Pauses of two machines may overlap after an import; a day is paused once.
 */
export function closedPauses(
  pauses: readonly { startsOn: string; endsOn: string | null }[],
  today: string,
): Stretch[] {
  const closed = pauses
    .map(({ startsOn, endsOn }) => ({ startsOn, endsOn: endsOn ?? (today > startsOn ? today : startsOn) }))
    .toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
  const apart: Stretch[] = [];
  for (const next of closed) {
    const last = apart.at(-1);
    if (last && next.startsOn <= last.endsOn)
      last.endsOn = next.endsOn > last.endsOn ? next.endsOn : last.endsOn;
    else apart.push(next);
  }
  return apart;
}

/**
 * Lays a path on the calendar, phase after phase, from the day it was started.
 *
 * A phase's hours are its budget times its own length: 2 h a day for 30 days is 60 h. A person who gives
 * other hours a week keeps those hours of work and moves the dates: days = hours / (hours a week) * 7.
 * Paused days ask for nothing and so push what follows back; a change of pace counts from its own day on, and
 * leaves every day before it as it was. The day after a phase's last is the next phase's first.
 */
export function layPlan(
  path: Path,
  enrolment: Enrolment,
  bends: PlanBends = { pauses: [], paces: [] },
): PlannedPhase[] {
  const paces = bends.paces.toSorted((a, b) => a.fromOn.localeCompare(b.fromOn));
  const planned: PlannedPhase[] = [];
  // The budgets are measured on the path's own calendar; the person's pace only stretches the dates.
  let ownStart = enrolment.startedOn;
  let startsOn = enrolment.startedOn;
  for (const phase of path.phases) {
    const own = ownDays(phase, ownStart, enrolment.startedOn);
    const hours = (weeklyBudget(phase) / 7) * own;
    const paceOn = (date: string): number =>
      (paces.findLast((pace) => pace.fromOn <= date) ?? enrolment).hoursPerWeek ?? weeklyBudget(phase);
    const runs = layRuns({ startsOn, hours, paceOn, paces, pauses: bends.pauses });
    const last = runs.at(-1)!;
    const endsOn = addDays(last.startsOn, last.days - 1);
    const days = daysBetween(startsOn, endsOn) + 1;
    planned.push({
      id: phase.id,
      startsOn,
      endsOn,
      days,
      pausedDays: days - runs.reduce((sum, run) => sum + run.days, 0),
      hours: Math.round(hours * 10) / 10,
      weeklyHours: last.weeklyHours,
      runs,
    });
    ownStart = addDays(ownStart, own);
    startsOn = addDays(endsOn, 1);
  }
  return planned;
}

interface Work extends PlanBends {
  startsOn: string;
  hours: number;
  /** The hours a week that count on a day. */
  paceOn(date: string): number;
}

/** Lays some hours from a day on, in stretches of one pace without a paused day. There is at least one day. */
function layRuns({ startsOn, hours, paceOn, paces, pauses }: Work): Run[] {
  const runs: Run[] = [];
  let left = hours;
  let date = startsOn;
  while (left > NOTHING || runs.length === 0) {
    const pause = pauses.find((stretch) => stretch.startsOn <= date && date <= stretch.endsOn);
    if (pause) {
      date = addDays(pause.endsOn, 1);
      continue;
    }
    const weeklyHours = paceOn(date);
    const needed = Math.max(1, Math.ceil((left / weeklyHours) * 7 - NOTHING));
    const bends = [...pauses.map((stretch) => stretch.startsOn), ...paces.map((pace) => pace.fromOn)];
    const room = Math.min(...bends.filter((day) => day > date).map((day) => daysBetween(date, day)));
    const days = Math.min(needed, room);
    runs.push({ startsOn: date, days, weeklyHours });
    left -= (weeklyHours / 7) * days;
    date = addDays(date, days);
  }
  return runs;
}

/** The phase that holds a day: the first before the plan starts, the last after it ends. */
export function phaseOn(plan: readonly PlannedPhase[], date: string): PlannedPhase {
  return plan.find((phase) => date <= phase.endsOn) ?? plan.at(-1)!;
}

/** Seconds due from the phase's first day to `date` inclusive, growing evenly day by day; all of them on its last. */
export function dueSeconds(phase: PlannedPhase, date: string): number {
  const budget = Math.round(phase.hours * 3600);
  if (date >= phase.endsOn) return budget;
  const due = phase.runs.reduce((sum, run) => {
    const elapsed = Math.min(run.days, Math.max(0, daysBetween(run.startsOn, date) + 1));
    return sum + (run.weeklyHours * 3600 * elapsed) / 7;
  }, 0);
  return Math.min(budget, Math.round(due));
}

/** Seconds due over the whole plan from its first day to `date` inclusive. */
export function dueUntil(plan: readonly PlannedPhase[], date: string): number {
  return plan.reduce((sum, phase) => sum + dueSeconds(phase, date), 0);
}

/** Seconds due on the days from `from` to `to`, both inclusive. */
export function dueBetween(plan: readonly PlannedPhase[], from: string, to: string): number {
  return dueUntil(plan, to) - dueUntil(plan, addDays(from, -1));
}

/**
 * Hours fill the phases in order: the seconds of each phase that are done after `done` seconds in all. What is too
 * much for the last phase stays with it.
 */
export function fillPhases(plan: readonly Pick<PlannedPhase, 'hours'>[], done: number): number[] {
  let left = done;
  return plan.map((phase, index) => {
    const share = index === plan.length - 1 ? left : Math.min(left, Math.round(phase.hours * 3600));
    left -= share;
    return share;
  });
}
