import { addDays, localDateOf } from '../time.ts';
import { dateOf } from './day-words.ts';
import type { Sorted } from './length-of-entry.ts';
import { showClock, showDate } from './show.ts';
import type { EntryContext, Problem, Span } from './types.ts';
import type { WallClock, WallTime } from './wall-clock.ts';

/** How far ahead of the clock an entry may end; the same slack as the server's. */
const SLACK_MS = 5 * 60_000;
const MINUTE = 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);

interface Place {
  context: EntryContext;
  clock: WallClock;
}

/** When it began; `startedAt` undefined means that it ended just now. `minutes` only where a range gave it. */
export interface When {
  startedAt?: number;
  minutes?: number;
  problems: Problem[];
}

const failed = (message: string, hint: string, span: Span): When => ({
  problems: [{ message, hint, span, blocks: true }],
});

/** The start of a range; its length is what really passed between both ends, also over a change of the clocks. */
export function whenOfRange({ range, day }: Sorted, place: Place): When {
  if (!range) return { problems: [] };
  if (range.from === range.to) {
    return failed(
      `${range.text} begins and ends at the same time.`,
      'Write both ends, like 9:00-10:30.',
      range.span,
    );
  }
  const date = dateFor(day, range.from, place);
  if (date === null) return noSuchDay(day!);
  const start = place.clock.instant({ date, minutes: range.from });
  const end = place.clock.instant({
    date: range.to < range.from ? addDays(date, 1) : date,
    minutes: range.to,
  });
  const minutes = (end.at - start.at) / MINUTE;
  if (minutes <= 0) {
    return failed(
      `${range.text} did not exist on ${date}: the clocks went forward.`,
      'Write the times that the clock showed.',
      range.span,
    );
  }
  const problems = [...changeOf(start, { date, minutes: range.from }, range.span), ...nightOf(day, place)];
  return { startedAt: start.at, minutes, problems };
}

/** The start of an entry whose length is known. */
export function whenOfStart(sorted: Sorted, minutes: number, place: Place): When {
  const { clock: said, day, instant } = sorted;
  const { context, clock } = place;
  if (context.fixed?.startedAt !== undefined) return { startedAt: context.fixed.startedAt, problems: [] };
  if (instant) {
    return {
      startedAt: instant.kind === 'ago' ? context.now - instant.minutes * MINUTE : instant.at,
      problems: [],
    };
  }
  if (said) {
    const date = dateFor(day, said.at, place);
    if (date === null) return noSuchDay(day!);
    const wall = { date, minutes: said.at };
    const start = clock.instant(wall);
    return { startedAt: start.at, problems: [...changeOf(start, wall, said.span), ...nightOf(day, place)] };
  }
  return day ? whenOfDay(day, minutes, place) : { problems: [] };
}

/** A day without a time: it ends at the present time of day, but belongs to the day that was said. */
function whenOfDay(day: NonNullable<Sorted['day']>, minutes: number, place: Place): When {
  const { now, zone, dayStartHour } = place.context;
  const dayStart = dayStartHour * 60;
  const date = dateOf(day.day, dayStart, place);
  if (date === null) return noSuchDay(day);
  const problems = nightOf(day, place);
  if (date === localDateOf(now, zone, dayStartHour)) return { problems };
  const wall = place.clock.read(now).minutes;
  const end = place.clock.instant({ date: wall < dayStart ? addDays(date, 1) : date, minutes: wall });
  const begin = place.clock.instant({ date, minutes: dayStart });
  return { startedAt: Math.max(begin.at, end.at - minutes * MINUTE), problems };
}

/** Without a day, the latest time of that name that has come. */
function dateFor(day: Sorted['day'], minutes: number, place: Place): string | null {
  if (day) return dateOf(day.day, minutes, place);
  const { date } = place.clock.read(place.context.now);
  return place.clock.instant({ date, minutes }).at > place.context.now ? addDays(date, -1) : date;
}

const noSuchDay = ({ text, span }: NonNullable<Sorted['day']>): When =>
  failed(`${text} is not a date.`, 'Write it like 12 Nov or 2026-11-12.', span);

function changeOf({ change }: ReturnType<WallClock['instant']>, wall: WallTime, span: Span): Problem[] {
  if (change === 'none') return [];
  const time = `${showClock(wall.minutes)} on ${wall.date}`;
  const [message, hint] =
    change === 'twice'
      ? [
          `${time} came twice, as the clocks went back. The first is taken.`,
          'For the second, start after it.',
        ]
      : [`${time} did not exist, as the clocks went forward. It moves on with them.`, 'Check the time.'];
  return [{ message, hint, span, blocks: false }];
}

/** Between midnight and the day start "yesterday" could be meant by the calendar: say which day it is. */
function nightOf(day: Sorted['day'], { context, clock }: Place): Problem[] {
  const { now, zone, dayStartHour } = context;
  if (day?.day.type !== 'back' || clock.read(now).minutes >= dayStartHour * 60) return [];
  const today = localDateOf(now, zone, dayStartHour);
  const meant = addDays(today, -day.day.days);
  return [
    {
      message: `It is before ${showClock(dayStartHour * 60)}, so ${day.text} is ${showDate(meant, today)}.`,
      hint:
        day.day.days === 1 ? `For ${showDate(today, today)} write today.` : 'For another day write its date.',
      span: day.span,
      blocks: false,
    },
  ];
}

/** Refuses what lies ahead or before 2000, with what would be right. */
export function judgeTimes(
  startedAt: number,
  minutes: number,
  { context, span }: { context: EntryContext; span: Span },
): Problem[] {
  const problem = (message: string, hint: string): Problem[] => [{ message, hint, span, blocks: true }];
  if (startedAt > context.now + SLACK_MS)
    return problem('That begins in the future.', 'Log time that has passed: check the day and the time.');
  if (startedAt < EARLIEST) return problem('That is before the year 2000.', 'Check the date.');
  if (startedAt + minutes * MINUTE > context.now + SLACK_MS) {
    const passed = Math.floor((context.now - startedAt) / MINUTE);
    const most = passed > 0 ? `At most ${passed} min have passed since then. ` : '';
    return problem('That ends in the future.', `${most}Give an earlier start or a shorter length.`);
  }
  return [];
}
