import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { SessionFilter } from '../../../../electron/shared/practice.ts';
import type { Inputs } from '../../../api/client.ts';

/** What the address says about the list: so a reload, a link and the back button keep it. */
const NAMES = ['q', 'skill', 'activity', 'source', 'lab', 'target', 'from', 'to', 'day'] as const;
export type FilterName = (typeof NAMES)[number];
export type FilterValues = Record<FilterName, string>;

const DATE = /^\d{4}-\d\d-\d\d$/;
type Filter = Inputs['practice']['sum'];

/** What the address asks for: as it says it, and as the server is asked. */
export interface Found {
  values: FilterValues;
  filter: Filter;
  /** Whether it leaves anything out. */
  isOn: boolean;
}

/** The filter of the list of sessions, kept in the address. */
export function useFilter() {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const values = useMemo(() => {
    const given = new URLSearchParams(text);
    return Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ''])) as FilterValues;
  }, [text]);
  const found = useMemo<Found>(() => {
    const filter = filterOf(values);
    return { values, filter, isOn: Object.keys(filter).length > 0 };
  }, [values]);
  const set = useCallback(
    (changes: Partial<FilterValues>) =>
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
      ),
    [setParams],
  );
  const clear = useCallback(() => set(Object.fromEntries(NAMES.map((name) => [name, '']))), [set]);
  return { found, set, clear };
}

function filterOf(values: FilterValues): Filter {
  const date = (value: string): string | undefined => (DATE.test(value) ? value : undefined);
  const day = date(values.day);
  const all: { [K in keyof SessionFilter]: SessionFilter[K] | undefined } = {
    text: values.q.trim() === '' ? undefined : values.q.slice(0, 200),
    skillId: values.skill === 'none' ? null : values.skill || undefined,
    labId: values.lab || undefined,
    targetId: values.target || undefined,
    activity: (values.activity || undefined) as SessionFilter['activity'],
    source: (values.source || undefined) as SessionFilter['source'],
    from: day ?? date(values.from),
    to: day ?? date(values.to),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Filter;
}
