import type { DateOrder } from '../../../../shared/imports.ts';
import { DAY_MS } from '../../../../shared/time.ts';

const MONTHS = [
  /^(?:jan|gen|ene)/,
  /^(?:feb|fév|fev)/,
  /^(?:mar|mär|mrz)/,
  /^(?:apr|avr|abr)/,
  /^(?:may|mai|mag)/,
  /^(?:jun|juin|giu)/,
  /^(?:jul|juil|lug)/,
  /^(?:aug|aoû|aou|ago)/,
  /^(?:sep|set)/,
  /^(?:oct|okt|ott|out)/,
  /^nov/,
  /^(?:dec|dez|déc|dic)/,
];
const NUMBERS = /^(\d{1,4})([./\- ])\s?(\d{1,2})\2\s?(\d{1,4})\.?$/;
const WITH_NAME =
  /^(?:\p{L}{2,9}\.?,?\s+)?(?:(\d{1,2})\.?[\s-]+(\p{L}{3,9})\.?|(\p{L}{3,9})\.?\s+(\d{1,2})),?[\s-]+(\d{4})$/u;

/** The three numbers of a date in the order in which they stand, or null. */
function numbersOf(text: string): [number, number, number] | null {
  const match = NUMBERS.exec(text);
  if (match) return [Number(match[1]), Number(match[3]), Number(match[4])];
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return compact && [Number(compact[1]), Number(compact[2]), Number(compact[3])];
}

/**
 * A calendar day as epoch milliseconds of its midnight in UTC; null when it is none. A year first is read as such
 * whatever the order; two digits of a year belong to this century.
 */
export function readDay(given: string, order: DateOrder): number | null {
  const text = given.length > 60 ? '' : given.trim();
  const numbers = numbersOf(text);
  if (!numbers) return readNamedDay(text);
  const [a, b, c] = numbers;
  if (a > 31) return dayOf(a, b, c);
  if (order === 'ymd' && c <= 31 && /^\d\d\D/.test(text)) return dayOf(2000 + a, b, c);
  const year = c < 100 ? 2000 + c : c;
  return order === 'mdy' ? dayOf(year, a, b) : dayOf(year, b, a);
}

function readNamedDay(text: string): number | null {
  const match = WITH_NAME.exec(text);
  if (!match) return null;
  const name = (match[2] ?? match[3]!).toLowerCase();
  const month = MONTHS.findIndex((one) => one.test(name)) + 1;
  return month === 0 ? null : dayOf(Number(match[5]), month, Number(match[1] ?? match[4]));
}

function dayOf(year: number, month: number, day: number): number | null {
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const at = Date.UTC(year, month - 1, day);
  return new Date(at).getUTCDate() === day ? at : null;
}

export interface OrderDecision {
  value: DateOrder;
  /** Whether the dates leave no other reading. */
  certain: boolean;
}

/**
 * Which number of a file's dates is the day. Numbers above 12 decide; else the order in which more dates exist and
 * none lie in the future, and then the one in which the days follow each other most closely, as they do in a log.
 * @param dates as they stand in the file, in its order
 * @param today midnight UTC of the local day
 */
export function decideOrder(dates: Iterable<string>, today: number): OrderDecision {
  const distinct = [...new Set(dates)].slice(0, 5000);
  const numbers = distinct.map((text) => numbersOf(text.trim())).filter((found) => found !== null);
  const open = numbers.filter(([a]) => a <= 31);
  if (open.length === 0) return { value: 'ymd', certain: true };
  const firstAbove = open.some(([a]) => a > 12);
  const secondAbove = open.some(([, b]) => b > 12);
  if (firstAbove !== secondAbove) return { value: firstAbove ? 'dmy' : 'mdy', certain: true };
  const texts = distinct.filter((text) => (numbersOf(text.trim())?.[0] ?? 99) <= 31);
  const cost = (order: DateOrder): number => costOf(texts, order, today);
  const [dmy, mdy] = [cost('dmy'), cost('mdy')];
  // A point between the numbers is European; the slash is Clockify's and Excel's American default.
  const usual = texts.some((text) => text.includes('/')) ? 'mdy' : 'dmy';
  return { value: dmy === mdy ? usual : dmy < mdy ? 'dmy' : 'mdy', certain: false };
}

function costOf(texts: readonly string[], order: DateOrder, today: number): number {
  let cost = 0;
  let before: number | null = null;
  for (const text of texts) {
    const day = readDay(text, order);
    if (day === null || day > today + DAY_MS) cost += 10_000;
    else {
      if (before !== null) cost += Math.min(400, Math.abs(day - before) / DAY_MS);
      before = day;
    }
  }
  return cost;
}
