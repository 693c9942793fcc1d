import type { Query, QueryClient, QueryState } from '@tanstack/react-query';
import type { PracticeSession } from '../../../electron/shared/practice.ts';

/** What the answers that hold sessions look like: a page of the list, and Today. */
interface Holder {
  sessions?: readonly PracticeSession[];
  recent?: readonly PracticeSession[];
}

const HOLDERS = [
  ['practice', 'page'],
  ['today', 'get'],
] as const;

/**
 * Puts a session as it was just saved where the lists have it, so that what is opened from them before they are
 * fetched again shows it as it is.
 */
export function putSession(client: QueryClient, saved: PracticeSession): void {
  const put = (list: readonly PracticeSession[]) => list.map((it) => (it.id === saved.id ? saved : it));
  for (const query of holdersIn(client)) {
    const { data, isInvalidated } = query.state as QueryState<Holder>;
    if (!data) continue;
    const { sessions, recent } = data;
    query.setData({
      ...data,
      ...(sessions && { sessions: put(sessions) }),
      ...(recent && { recent: put(recent) }),
    });
    // Only the session is new: sums and the order of the rows are as stale as they were.
    if (isInvalidated) query.invalidate();
  }
}

const holdersIn = (client: QueryClient): Query[] =>
  HOLDERS.flatMap((queryKey) => client.getQueryCache().findAll({ queryKey }));

/**
 * A session as the newest answer has it: a row can be drawn a little later than its answer comes. Not the one that was
 * changed last: an undo brings an older one back.
 */
export function newestOf(client: QueryClient, shown: PracticeSession): PracticeSession {
  const held = holdersIn(client)
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .flatMap(({ state }) => {
      const { sessions = [], recent = [] } = (state.data ?? {}) as Holder;
      return [...sessions, ...recent];
    });
  return held.find((it) => it.id === shown.id) ?? shown;
}
