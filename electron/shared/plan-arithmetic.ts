import type { Path, Phase } from './curriculum.ts';
import type { Enrolment, PlannedPhase } from './plan.ts';
import { addDays, addMonths, daysBetween } from './time.ts';

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
 * Lays a path on the calendar, phase after phase, from the day it was started.
 *
 * A phase's hours are its budget times its own length: 2 h a day for 30 days is 60 h. A person who gives
 * other hours a week keeps those hours of work and moves the dates: days = hours / (hours a week) * 7.
 */
export function layPlan(path: Path, enrolment: Enrolment): PlannedPhase[] {
  const planned: PlannedPhase[] = [];
  // The budgets are measured on the path's own calendar; the person's pace only stretches the dates.
  let ownStart = enrolment.startedOn;
  let startsOn = enrolment.startedOn;
  for (const phase of path.phases) {
    const own = ownDays(phase, ownStart, enrolment.startedOn);
    const hours = (weeklyBudget(phase) / 7) * own;
    const weeklyHours = enrolment.hoursPerWeek ?? weeklyBudget(phase);
    const days = Math.max(1, Math.ceil((hours / weeklyHours) * 7 - 1e-9));
    planned.push({
      id: phase.id,
      startsOn,
      endsOn: addDays(startsOn, days - 1),
      days,
      hours: Math.round(hours * 10) / 10,
      weeklyHours,
    });
    ownStart = addDays(ownStart, own);
    startsOn = addDays(startsOn, days);
  }
  return planned;
}

/** The phase that holds a day: the first before the plan starts, the last after it ends. */
export function phaseOn(plan: readonly PlannedPhase[], date: string): PlannedPhase {
  return plan.find((phase) => date <= phase.endsOn) ?? plan.at(-1)!;
}

/** Seconds due on one day of a phase: a seventh of its week. */
export function dailySeconds(phase: PlannedPhase): number {
  return Math.round((phase.weeklyHours * 3600) / 7);
}

/** Seconds due from the phase's first day to `date` inclusive, growing evenly day by day. */
export function dueSeconds(phase: PlannedPhase, date: string): number {
  const elapsed = Math.min(phase.days, Math.max(0, daysBetween(phase.startsOn, date) + 1));
  return Math.round((phase.hours * 3600 * elapsed) / phase.days);
}
