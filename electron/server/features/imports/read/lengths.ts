import type { DurationUnit } from '../../../../shared/imports.ts';

const UNITS: Record<DurationUnit, number> = { seconds: 1, minutes: 60, hours: 3600 };
const CLOCK = /^([+-])?(\d{1,4}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?$/;
const WORDS =
  /^([+-])?(?:(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std\.?|stunden?|heures?)\b\.?)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:m|mins?|minutes?|minuten)\b\.?)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:s|secs?|seconds?|sekunden)\b\.?)?$/i;
const ISO = /^([+-])?P(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
/** Nothing longer is a length; a pattern must not crawl over a megabyte of note. */
const LONGEST = 60;
const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;

const number = (text: string | undefined): number => Number((text ?? '0').replace(',', '.'));

/** A bare number, with a point or a comma before its fraction. */
export const isPlainNumber = (text: string): boolean => text.length <= LONGEST && NUMBER.test(text.trim());

/**
 * A length in seconds: "1:30:00", "0:45" (hours and minutes), "1h 30m", "PT1H30M", or a number of the given unit
 * with a decimal point or comma. Null for anything else; below zero stays below zero.
 */
export function readLength(given: string, unit: DurationUnit): number | null {
  const text = given.trim();
  if (text === '' || text.length > LONGEST) return null;
  if (NUMBER.test(text)) return Math.round(number(text) * UNITS[unit]);
  const clock = CLOCK.exec(text);
  if (clock) {
    const [, sign, hours, minutes, seconds] = clock;
    if (Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
    const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
    return sign === '-' ? -total : total;
  }
  const match = WORDS.exec(text);
  if (match && (match[2] ?? match[3] ?? match[4]) !== undefined) {
    const total = number(match[2]) * 3600 + number(match[3]) * 60 + number(match[4]);
    return Math.round(match[1] === '-' ? -total : total);
  }
  const iso = ISO.exec(text);
  if (!iso || !/\d/.test(text)) return null;
  const total = number(iso[2]) * 86_400 + number(iso[3]) * 3600 + number(iso[4]) * 60 + number(iso[5]);
  return Math.round(iso[1] === '-' ? -total : total);
}

/**
 * The unit of bare numbers: what the heading says, else what fits their size.
 * @returns null when no length is a bare number
 */
export function decideUnit(
  heading: string,
  values: readonly string[],
): { value: DurationUnit; certain: boolean } | null {
  const numbers = values.filter(isPlainNumber).map(number);
  if (numbers.length === 0) return null;
  const name = heading.toLowerCase();
  if (/\b(?:h|hours?|std|stunden|heures|horas|decimal)\b/.test(name))
    return { value: 'hours', certain: true };
  if (/\b(?:m|mins?|minutes?|minuten|minutos)\b/.test(name)) return { value: 'minutes', certain: true };
  if (/(?:\b(?:s|secs?|seconds?|sekunden|segundos)\b|seconds$)/.test(name))
    return { value: 'seconds', certain: true };
  const middle = numbers.map(Math.abs).toSorted((a, b) => a - b)[numbers.length >> 1]!;
  const fractions = numbers.some((one) => !Number.isInteger(one));
  if (fractions || middle <= 8) return { value: 'hours', certain: false };
  return { value: middle > 600 ? 'seconds' : 'minutes', certain: false };
}
