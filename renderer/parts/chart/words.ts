import type { SeriesModel } from './model.ts';

const utc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const FORMATS = {
  day: utc({ day: 'numeric', month: 'short', year: 'numeric' }),
  week: utc({ day: 'numeric', month: 'short', year: 'numeric' }),
  month: utc({ month: 'long', year: 'numeric' }),
  short: utc({ month: 'short', year: '2-digit' }),
};

/** A point of a chart for people: "20 Nov 2026", "November 2026", or short for an axis: "Nov 26". */
export const showPoint = (day: number, step: SeriesModel['step'] | 'short'): string =>
  FORMATS[step].format(day * 86_400_000);

/** Hours with one decimal: "12.5 h". */
export const showHours = (hours: number): string => `${hours.toFixed(1)} h`;

/** US dollars as exact as a small sum needs: "$12.30", "$0.0042". */
const showUsd = (usd: number): string =>
  usd === 0 ? '$0' : usd < 0.0001 ? '< $0.0001' : `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;

/** A value of a chart with its unit. */
export function showValue(value: number, unit: SeriesModel['unit']): string {
  if (unit === 'usd') return showUsd(value);
  return unit === 'count' ? value.toLocaleString('en') : showHours(value);
}

/** A value on an axis, where room is short: "4 h", "$2.5", "20k". */
export function showTick(value: number, unit: SeriesModel['unit']): string {
  if (unit === 'usd') return `$${value}`;
  if (unit !== 'count') return `${value} h`;
  return new Intl.NumberFormat('en', { notation: 'compact' }).format(value);
}

/** One point of a chart in a sentence, for the live region that arrow keys speak through. */
export function sayPoint(model: SeriesModel, at: number): string {
  const date = showPoint(model.days[at] ?? 0, model.step);
  const when = model.step === 'week' ? `Week of ${date}` : date;
  const values = model.series.flatMap(({ label, values: list }) => {
    const value = list[at];
    return value === null || value === undefined ? [] : [`${label} ${showValue(value, model.unit)}`];
  });
  const ranges = (model.bands ?? []).flatMap(({ label, low, high }) => {
    const [from, to] = [low[at], high[at]];
    return from === null || from === undefined || to === null || to === undefined
      ? []
      : [`${label} ${showHours(from)} to ${showHours(to)}`];
  });
  return `${when}: ${[...values, ...ranges].join(', ') || 'nothing'}`;
}
