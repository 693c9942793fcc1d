import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { api, type Inputs } from '../../../api/client.ts';
import { useData } from '../../../api/queries.ts';
import type { RowRange } from './use-window.ts';

const PAGE = 100;
type Filter = Inputs['practice']['sum'];

/** How to ask for one page of the list; the answer says what it is a list of. */
const pageQuery = (filter: Filter, index: number) => ({
  queryKey: ['practice', 'page', filter, index],
  queryFn: async ({ signal }: { signal: AbortSignal }) => ({
    ...(await api.practice.page.query({ ...filter, limit: PAGE, offset: index * PAGE }, { signal })),
    list: JSON.stringify(filter),
    search: filter.text ?? '',
  }),
});

/** One page of the list; while a filter changes, the rows before stay so that nothing flashes. */
function usePage(filter: Filter, index: number, enabled = true) {
  return useQuery({
    ...pageQuery(filter, index),
    placeholderData: (before, query) => (query?.queryKey[3] === index ? before : undefined),
    enabled,
  });
}

/** Asks for the page that scrolling comes to next, so that its rows are there when they come into sight. */
function useNextPage(filter: Filter, { first, last }: RowRange, total: number): void {
  const client = useQueryClient();
  const near = first % PAGE < PAGE / 2 ? Math.floor(first / PAGE) - 1 : Math.floor(last / PAGE) + 1;
  const next = near >= 0 && near * PAGE < total ? near : null;
  useEffect(() => {
    if (next === null) return;
    const idle = requestIdleCallback(() => void client.prefetchQuery(pageQuery(filter, next)));
    return () => cancelIdleCallback(idle);
  }, [client, filter, next]);
}

export interface Rows {
  /** Names what the rows are of; it changes when the rows of another filter have come. */
  list: string;
  /** The words that found them. */
  search: string;
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
 * @returns the same object until something of it changes
 */
export function usePages(filter: Filter, { first, last }: RowRange): Rows {
  const client = useQueryClient();
  const [a, b] = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
  const { data: one, error, isPending: isLoading, refetch } = usePage(filter, a);
  const { data: two, error: errorOfTwo, refetch: refetchTwo } = usePage(filter, b, b !== a);
  // Asked for after the rows: they must not wait for a count over ten years.
  const sum = useData('practice', 'sum', filter, { enabled: one !== undefined }).data;
  const loaded = one ? a * PAGE + one.sessions.length : 0;
  const total = sum ? Math.max(sum.sessions, 0) : loaded;
  useNextPage(filter, { first, last }, total);
  return useMemo(() => {
    const pages = new Map([
      [a, one],
      [b, b === a ? one : two],
    ]);
    // Rows that are drawn later than asked for may have scrolled to a page that is here as well.
    const pageAt = (index: number) =>
      pages.get(index) ?? client.getQueryData<typeof one>(pageQuery(filter, index).queryKey);
    return {
      list: one?.list ?? '',
      search: one?.search ?? '',
      total,
      seconds: sum?.seconds,
      error: error ?? errorOfTwo,
      isLoading,
      retry: () => void Promise.all([refetch(), refetchTwo()]),
      at: (row) => pageAt(Math.floor(row / PAGE))?.sessions[row % PAGE],
      overlapping: new Set([...(one?.overlapping ?? []), ...(two?.overlapping ?? [])]),
    };
  }, [client, filter, a, b, one, two, sum, total, error, errorOfTwo, isLoading, refetch, refetchTwo]);
}
