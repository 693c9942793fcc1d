import { localDateOf } from '../../../electron/shared/time.ts';
import type { SpendLine } from '../../../electron/shared/traces.ts';
import type { SeriesModel, Token } from '../../parts/chart/model.ts';

export type SpendBy = 'model' | 'lab' | 'provider';
export type Measure = 'cost' | 'tokens' | 'calls';

export interface SpendSum {
  /** Null: calls of no lab. */
  key: string | null;
  calls: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  unknownCosts: number;
}

const keyOf: Record<SpendBy | 'day', (line: SpendLine) => string | null> = {
  model: ({ provider, model }) => `${provider}/${model}`,
  provider: ({ provider }) => provider,
  lab: ({ labId }) => labId,
  day: ({ day }) => day,
};

const none = (key: string | null): SpendSum => ({
  key,
  calls: 0,
  failed: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  unknownCosts: 0,
});

const add = (sum: SpendSum, line: SpendLine): SpendSum => ({
  key: sum.key,
  calls: sum.calls + line.calls,
  failed: sum.failed + line.failed,
  inputTokens: sum.inputTokens + tokensIn(line),
  outputTokens: sum.outputTokens + line.outputTokens,
  costUsd: sum.costUsd + line.costUsd,
  unknownCosts: sum.unknownCosts + line.unknownCosts,
});

/** What a model read, from its cache or anew. */
const tokensIn = (line: SpendLine): number => line.inputTokens + line.cacheReadTokens + line.cacheWriteTokens;

/** Sums by model, lab, provider or day: the dearest first, days the latest first. */
export function sumsBy(lines: readonly SpendLine[], by: SpendBy | 'day'): SpendSum[] {
  const sums = new Map<string | null, SpendSum>();
  for (const line of lines) {
    const key = keyOf[by](line);
    sums.set(key, add(sums.get(key) ?? none(key), line));
  }
  const all = [...sums.values()];
  if (by === 'day') return all.toSorted((a, b) => (a.key! < b.key! ? 1 : -1));
  return all.toSorted((a, b) => b.costUsd - a.costUsd || b.calls - a.calls);
}

export const sumOf = (lines: readonly SpendLine[]): SpendSum => lines.reduce(add, none(null));

const COLOURS: readonly Token[] = [
  '--series-1',
  '--series-2',
  '--series-3',
  '--series-4',
  '--series-5',
  '--series-6',
  '--series-7',
];

const valueOf: Record<
  Measure,
  (sum: Pick<SpendSum, 'costUsd' | 'inputTokens' | 'outputTokens' | 'calls'>) => number
> = {
  cost: ({ costUsd }) => costUsd,
  tokens: ({ inputTokens, outputTokens }) => inputTokens + outputTokens,
  calls: ({ calls }) => calls,
};

interface Wanted {
  by: SpendBy;
  measure: Measure;
  /** The last day, and how many days up to it. */
  today: string;
  days: number;
  name: (key: string | null) => string;
}

const DAY_MS = 86_400_000;

/** Today, or the last day with calls where the server's clock is ahead of this one. */
export function lastDay(lines: readonly SpendLine[]): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const today = localDateOf(Date.now(), timeZone, 0);
  return lines.reduce((last, { day }) => (day > last ? day : last), today);
}

/** Day by day, stacked; as many by name as can be told apart. Null when there is nothing to draw. */
export function spendModel(
  lines: readonly SpendLine[],
  { by, measure, today, days, name }: Wanted,
): SeriesModel | null {
  const value = (line: SpendLine): number => valueOf[measure]({ ...line, inputTokens: tokensIn(line) });
  const last = Date.parse(`${today}T00:00:00Z`) / DAY_MS;
  const axis = Array.from({ length: days }, (_, at) => last - days + 1 + at);
  const byKey = new Map<string | null, number[]>();
  for (const line of lines) {
    const at = Date.parse(`${line.day}T00:00:00Z`) / DAY_MS - axis[0]!;
    if (at < 0 || at >= days || value(line) === 0) continue;
    const key = keyOf[by](line);
    const values = byKey.get(key) ?? Array.from<number>({ length: days }).fill(0);
    values[at]! += value(line);
    byKey.set(key, values);
  }
  if (byKey.size === 0) return null;
  const whole = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
  const ranked = [...byKey].toSorted(([, a], [, b]) => whole(b) - whole(a));
  const rest = ranked.slice(COLOURS.length);
  const series = ranked.slice(0, COLOURS.length).map(([key, values], at) => ({
    label: name(key),
    values,
    look: 'bar' as const,
    colour: COLOURS[at]!,
  }));
  const others = axis.map((_, at) => rest.reduce((sum, [, values]) => sum + values[at]!, 0));
  return {
    kind: 'series',
    unit: measure === 'cost' ? 'usd' : 'count',
    days: axis,
    step: 'day',
    stacked: true,
    series:
      rest.length === 0
        ? series
        : [
            ...series,
            { label: `${rest.length} others`, values: others, look: 'bar', colour: '--series-rest' },
          ],
  };
}
