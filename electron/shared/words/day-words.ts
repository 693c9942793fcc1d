import { addDays, localDateOf, weekdayIndex } from '../time.ts';
import type { DayWord, EntryContext } from './types.ts';
import type { WallClock } from './wall-clock.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const WEEKDAY = 'mon|tues?|wed|thu(?:rs?)?|fri|sat|sun';
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const COUNT = '\\d{1,3}|an?|two|three|four|five|six';

/** A day as people write it; `dayOf` reads the match. Short weekdays count only next to a time or at the end ("sat" is a verb too). */
export const DAY = [
  `(?<beforeYesterday>(?:the )?day before yesterday)`,
  `(?<near>yesterday|today|tomorrow)`,
  `(?<count>${COUNT}) (?<unit>days?|weeks?) ago`,
  `(?:on )?(?<last>last )?(?<weekday>${WEEKDAYS.join('|')})`,
  `(?:on |(?<last2>last ))(?<short>${WEEKDAY})`,
  `(?<short2>${WEEKDAY})(?=\\s*$|,?\\s+(?:at\\s+)?\\d{1,2}(?::|-\\d|[ap]m))`,
  `(?:on )?(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})`,
  `(?:on )?(?<day2>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?<name>${MONTH})\\.?(?: (?<year2>\\d{4}))?`,
  `(?:on )?(?<name2>${MONTH})\\.? (?<day3>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year3>\\d{4}))?`,
].join('|');

const NEAR: Record<string, number> = { today: 0, yesterday: 1, tomorrow: -1 };
const COUNTS: Record<string, number> = { a: 1, an: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };

/** The day that a match of DAY names. */
export function dayOf(groups: Record<string, string | undefined>): DayWord {
  if (groups['beforeYesterday']) return { type: 'back', days: 2 };
  if (groups['near']) return { type: 'back', days: NEAR[groups['near'].toLowerCase()]! };
  if (groups['count']) {
    const count = COUNTS[groups['count'].toLowerCase()] ?? Number(groups['count']);
    return { type: 'back', days: count * (groups['unit']!.toLowerCase().startsWith('w') ? 7 : 1) };
  }
  const weekday = groups['weekday'] ?? groups['short'] ?? groups['short2'];
  if (weekday) {
    const index = WEEKDAYS.findIndex((name) => name.startsWith(weekday.toLowerCase().slice(0, 3)));
    return { type: 'weekday', index, beforeToday: Boolean(groups['last'] ?? groups['last2']) };
  }
  const name = groups['name'] ?? groups['name2'];
  const year = groups['year'] ?? groups['year2'] ?? groups['year3'];
  return {
    type: 'date',
    year: year === undefined ? undefined : Number(year),
    month: name ? MONTHS.indexOf(name.toLowerCase().slice(0, 3)) + 1 : Number(groups['month']),
    day: Number(groups['day'] ?? groups['day2'] ?? groups['day3']),
  };
}

/** YYYY-MM-DD, or null for a day that the calendar does not have. */
function isoDate(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCFullYear() === year;
  return exists ? at.toISOString().slice(0, 10) : null;
}

/**
 * The calendar date on which a time of that day lies. "Yesterday" and weekdays are days as Cairn counts them, so
 * their hours before the day start lie on the next calendar date; a written date is that date. What can be
 * meant several times (a weekday, a date without a year) is the latest that has begun.
 * @param minutes the time of day
 * @returns null for a date that does not exist
 */
export function dateOf(
  day: DayWord,
  minutes: number,
  { context, clock }: { context: EntryContext; clock: WallClock },
): string | null {
  const { now, zone, dayStartHour } = context;
  const today = localDateOf(now, zone, dayStartHour);
  const counted = (date: string): string => (minutes < dayStartHour * 60 ? addDays(date, 1) : date);
  const begun = (date: string): boolean => clock.instant({ date, minutes }).at <= now;
  if (day.type === 'back') return counted(addDays(today, -day.days));
  if (day.type === 'weekday') {
    const back = (weekdayIndex(today) - day.index + 7) % 7 || (day.beforeToday ? 7 : 0);
    const date = counted(addDays(today, -back));
    return begun(date) ? date : addDays(date, -7);
  }
  if (day.year !== undefined) return isoDate(day.year, day.month, day.day);
  const year = Number(today.slice(0, 4));
  // Eight years reach over a century's missing leap day.
  for (let y = year + 1; y > year - 9; y -= 1) {
    const date = isoDate(y, day.month, day.day);
    if (date && begun(date)) return date;
  }
  return null;
}
