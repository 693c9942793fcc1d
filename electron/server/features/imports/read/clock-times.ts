import type { DateOrder } from '../../../../shared/imports.ts';
import { readDay } from './dates.ts';

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?\s*(?:m\.?)?$/i;
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)$/i;
const DAY_AND_TIME =
  /^(.*?\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2})(?:[T,]\s*|\s+)(\d{1,2}[:.h].*)$/;

/** Nothing longer is a moment; a pattern must not crawl over a megabyte of note. */
const LONGEST = 60;

/** Milliseconds after midnight, or null. "9:05", "09:05:33", "9.05 pm", "9 PM"; a bare number is no time. */
export function readTime(given: string): number | null {
  if (given.length > LONGEST) return null;
  const match = TIME.exec(given.trim().replaceAll('\u202f', ' ').replaceAll('\u00a0', ' '));
  if (!match || (match[2] === undefined && match[4] === undefined)) return null;
  let hour = Number(match[1]);
  const half = match[4]?.toLowerCase();
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  const minute = Number(match[2] ?? 0);
  const second = Number(match[3] ?? 0);
  // 24:00 is the end of a day (ISO 8601).
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return null;
  return ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000;
}

/** What one cell says about a moment: an instant, a wall time, only a day, or only a time of day. */
export type Moment =
  | { kind: 'instant'; at: number }
  | { kind: 'wall'; wall: number }
  | { kind: 'day'; day: number }
  | { kind: 'time'; time: number };

/** Epoch seconds of this century have ten digits, milliseconds thirteen. */
const EPOCH = /^(\d{10})(\d{3})?(?:[.,]\d+)?$/;

/** Reads a cell that may hold a day, a time, both, or an instant; null for anything else. */
export function readMoment(given: string, order: DateOrder): Moment | null {
  const text = given.length > LONGEST ? '' : given.trim();
  if (ISO.test(text)) {
    const at = Date.parse(
      text
        .replace(' ', 'T')
        .replace(/\s+(?=[Z+-])/i, '')
        .replace(',', '.'),
    );
    return Number.isNaN(at) ? null : { kind: 'instant', at };
  }
  const epoch = EPOCH.exec(text);
  if (epoch)
    return {
      kind: 'instant',
      at: epoch[2] ? Number(epoch[1] + epoch[2]) : Math.round(Number(text.replace(',', '.')) * 1000),
    };
  const time = readTime(text);
  if (time !== null) return { kind: 'time', time };
  const both = DAY_AND_TIME.exec(text);
  if (both) {
    const day = readDay(both[1]!.replace(/,$/, ''), order);
    const clock = readTime(both[2]!);
    return day === null || clock === null ? null : { kind: 'wall', wall: day + clock };
  }
  const day = readDay(text, order);
  return day === null ? null : { kind: 'day', day };
}

/** The day of a cell as text, for deciding the order of its numbers. */
export function dayText(given: string): string {
  const text = given.length > LONGEST ? '' : given.trim();
  return ISO.test(text) ? '' : (DAY_AND_TIME.exec(text)?.[1] ?? text);
}
