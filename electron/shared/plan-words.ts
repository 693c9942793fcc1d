import type { Pause, PlanInputs } from './plan.ts';
import { addDays, daysBetween, formatDate } from './time.ts';

const KIND: Record<Pause['kind'], string> = { holiday: 'Holiday', sick: 'Sick', other: 'Pause' };

/** "Holiday from 1 Dec 2026 to 10 Dec 2026 (10 days): skiing". */
export function pauseText({ kind, startsOn, endsOn, reason }: Omit<Pause, 'id'>): string {
  const days = endsOn === null ? 0 : daysBetween(startsOn, endsOn) + 1;
  const when =
    endsOn === null
      ? `from ${formatDate(startsOn)} until you are back`
      : days === 1
        ? `on ${formatDate(startsOn)}`
        : `from ${formatDate(startsOn)} to ${formatDate(endsOn)} (${days} days)`;
  return `${KIND[kind]} ${when}${reason === '' ? '' : `: ${reason}`}`;
}

export const paceText = (hoursPerWeek: number | null): string =>
  hoursPerWeek === null ? 'the path’s own hours' : `${hoursPerWeek} h a week`;

/**
 * What a change of the plan did, as one line for people.
 * @param titleOf the title of a path by its id
 */
export function describeChange(
  before: PlanInputs,
  after: PlanInputs,
  titleOf: (pathId: string) => string,
): string {
  if (before.enrolment?.id !== after.enrolment?.id) {
    if (!after.enrolment) return 'Left the path';
    const { pathId, startedOn, hoursPerWeek } = after.enrolment;
    return `${titleOf(pathId)} from ${formatDate(startedOn)}, ${paceText(hoursPerWeek)}`;
  }
  const pauses = pairs(before.pauses, after.pauses);
  for (const [old, now] of pauses) {
    if (!old && now) return pauseText(now);
    if (old && !now) return `Took back: ${pauseText(old)}`;
    if (old && now && old.endsOn === null && now.endsOn !== null)
      return `Back on ${formatDate(addDays(now.endsOn, 1))}: ${pauseText(now)}`;
    if (old && now) return `Changed to: ${pauseText(now)}`;
  }
  for (const [old, now] of pairs(before.paces, after.paces)) {
    if (now) return `From ${formatDate(now.fromOn)}, ${paceText(now.hoursPerWeek)}`;
    if (old) return `Took back: from ${formatDate(old.fromOn)}, ${paceText(old.hoursPerWeek)}`;
  }
  return 'Nothing changed';
}

/** What differs between two lists of rows with ids, as [before, after]. */
function pairs<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
): [T | undefined, T | undefined][] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids
    .map((id): [T | undefined, T | undefined] => [
      before.find((row) => row.id === id),
      after.find((row) => row.id === id),
    ])
    .filter(([old, now]) => JSON.stringify(old) !== JSON.stringify(now));
}

/** "12 days", and from two months on "about 5 months". */
export function lengthText(days: number): string {
  if (days === 1) return '1 day';
  return days <= 60 ? `${days} days` : `about ${Math.round(days / 30.44)} months`;
}

/** More than this beside the plan's own hours is no advice. */
const MOST_MINUTES = 60;

/** Where one stands against the even pace, calmly, and what would close a gap. Less than half an hour is on pace. */
export function standingText(ahead: number, minutesToClose: number): string {
  const hours = `${(Math.abs(ahead) / 3600).toFixed(1)} h`;
  if (Math.abs(ahead) < 1800) return 'On the even pace';
  if (ahead > 0) return `${hours} ahead of the even pace`;
  if (minutesToClose <= MOST_MINUTES)
    return `${hours} to the even pace; ${minutesToClose} min a day on top of the plan closes it`;
  return `${hours} to the even pace; a later start, or a pause over the time away, makes the plan fit again`;
}
