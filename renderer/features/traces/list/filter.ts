import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { TraceFilter } from '../../../../electron/shared/traces.ts';

export type ListOf = 'calls' | 'run' | 'conversation';

const DAY_MS = 86_400_000;
export const PERIODS = [
  { value: '', label: 'Any time', ms: null },
  { value: 'hour', label: 'Last hour', ms: DAY_MS / 24 },
  { value: 'day', label: 'Last 24 hours', ms: DAY_MS },
  { value: 'week', label: 'Last 7 days', ms: 7 * DAY_MS },
  { value: 'month', label: 'Last 30 days', ms: 30 * DAY_MS },
] as const;

const NAMES = ['lab', 'provider', 'model', 'error', 'fault', 'by', 'text', 'run', 'since'] as const;
export type FilterName = (typeof NAMES)[number];

/** What the address asks for, so that a filtered list can be linked to and gone back to. */
export function useListFilter() {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ''])) as Record<
    FilterName,
    string
  >;
  const wanted = params.get('list');
  const list: ListOf = wanted === 'run' || wanted === 'conversation' ? wanted : 'calls';
  const change = (changes: Partial<Record<FilterName | 'list', string>>): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const clear = (): void => change(Object.fromEntries(NAMES.map((name) => [name, ''])));
  const key = JSON.stringify(values);
  const filter = useMemo(() => filterOf(JSON.parse(key) as typeof values), [key]);
  return { values, list, filter, change, clear, isFiltered: NAMES.some((name) => values[name] !== '') };
}

/** The filter of some choices; a choice that is empty filters nothing. */
export function filterOf(values: Record<FilterName, string>, now = Date.now()): TraceFilter {
  const { lab, provider, model, error, fault, by, text, run, since } = values;
  const period = PERIODS.find(({ value }) => value === since)?.ms ?? null;
  const isBy = by === 'provider' || by === 'replay' || by === 'script';
  return {
    ...(lab && { labId: lab }),
    ...(provider && { provider }),
    ...(model && { model }),
    ...(error && { errorClass: error }),
    ...(fault && { injected: fault }),
    ...(isBy && { answeredBy: by }),
    ...(text.trim() && { text: text.trim() }),
    ...(run && { runId: run }),
    ...(period !== null && { from: now - period }),
  };
}
