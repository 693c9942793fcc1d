import type { Query, QueryClient } from '@tanstack/react-query';

/**
 * Refetches what is shown of the queries that `isStale` names. One whose first answer is on its way is asked again once
 * that has come: it may be from before the change, and TanStack takes it as the answer to both.
 */
export function refetchStale(client: QueryClient, isStale: (query: Query) => boolean): void {
  for (const query of client.getQueryCache().findAll({ predicate: isStale, fetchStatus: 'fetching' })) {
    if (query.state.data !== undefined) continue;
    const again = (): void => void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    void query.promise?.then(again, again);
  }
  void client.invalidateQueries({ predicate: isStale });
}
