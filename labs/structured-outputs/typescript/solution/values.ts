import type { Money } from './types.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MINUTES: Record<string, number> = { minute: 1, hour: 60, day: 24 * 60 };
const SYMBOLS = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' } as const;
const AMOUNT = String.raw`(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?<cents>\d\d))?`;
const SYMBOL_FIRST = new RegExp(`^(?<symbol>[$€£¥])${AMOUNT}$`);
const CODE_LAST = new RegExp(`^${AMOUNT} (?<code>USD|EUR|GBP|JPY)$`);

/** 2026-03-03 or 3 March 2026, as 2026-03-03. Undefined for anything else, and for days that no calendar has. */
export function readDate(text: string): string | undefined {
  const iso = /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/.exec(text)?.groups;
  if (iso) return calendarDate(Number(iso.year), Number(iso.month), Number(iso.day));
  const words = /^(?<day>\d{1,2}) (?<month>[A-Z][a-z]+) (?<year>\d{4})$/.exec(text)?.groups;
  if (!words) return undefined;
  const month = MONTHS.indexOf(words.month?.toLowerCase() ?? '') + 1;
  return calendarDate(Number(words.year), month, Number(words.day));
}

function calendarDate(year: number, month: number, day: number): string | undefined {
  // UTC, so that the machine's time zone cannot move the day.
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** 42 minutes, 1 hour, 3 days: in minutes. */
export function readMinutes(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(count) * (MINUTES[unit] ?? 0);
}

/** $1,250.50 or 1250.50 USD. Yen have no smaller unit. */
export function readMoney(text: string): Money | undefined {
  const found = (SYMBOL_FIRST.exec(text) ?? CODE_LAST.exec(text))?.groups;
  if (!found) return undefined;
  const currency = (found.code ?? SYMBOLS[found.symbol as keyof typeof SYMBOLS]) as Money['currency'];
  const whole = found.whole?.replaceAll(',', '') ?? '';
  if (currency === 'JPY')
    return found.cents === undefined ? { minorUnits: Number(whole), currency } : undefined;
  // Digits are put together as text: 1.15 * 100 is not 115 in floating point.
  return { minorUnits: Number(whole + (found.cents ?? '00')), currency };
}
