import { useQuery } from '@tanstack/react-query';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { api, type Inputs } from '../../../api/client.ts';
import { useData } from '../../../api/queries.ts';

const PAGE = 100;
type Filter = Inputs['practice']['sum'];

/** One page of the list; while a filter changes, the rows before stay so that nothing flashes. */
function usePage(filter: Filter, index: number, enabled = true) {
  return useQuery({
    queryKey: ['practice', 'page', filter, index],
    queryFn: ({ signal }) =>
      api.practice.page.query({ ...filter, limit: PAGE, offset: index * PAGE }, { signal }),
    placeholderData: (before, query) => (query?.queryKey[3] === index ? before : undefined),
    enabled,
  });
}

export interface Rows {
  total: number;
  seconds: number | undefined;
  error: unknown;
  isLoading: boolean;
  retry: () => void;
  /** The session of a row; undefined while its page is on its way. */
  at(row: number): PracticeSession | undefined;
  overlapping: ReadonlySet<string>;
}

/**
 * The rows from `first` to `last` of all that the filter finds. A window is smaller than a page, so two pages hold it.
 */
export function usePages(filter: Filter, { first, last }: { first: number; last: number }): Rows {
  const [a, b] = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
  const one = usePage(filter, a);
  const two = usePage(filter, b, b !== a);
  // Asked for after the rows: they must not wait for a count over ten years.
  const sum = useData('practice', 'sum', filter, { enabled: one.data !== undefined });
  const loaded = one.data ? a * PAGE + one.data.sessions.length : 0;
  const pages = new Map([
    [a, one.data],
    [b, b === a ? one.data : two.data],
  ]);
  return {
    total: sum.data ? Math.max(sum.data.sessions, 0) : loaded,
    seconds: sum.data?.seconds,
    error: one.error ?? two.error,
    isLoading: one.isPending,
    retry: () => void Promise.all([one.refetch(), two.refetch()]),
    at: (row) => pages.get(Math.floor(row / PAGE))?.sessions[row % PAGE],
    overlapping: new Set([...(one.data?.overlapping ?? []), ...(two.data?.overlapping ?? [])]),
  };
}
