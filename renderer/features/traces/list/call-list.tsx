import { useCallback, useRef, type ReactNode } from 'react';
import type { TraceCursor, TraceFilter } from '../../../../electron/shared/traces.ts';
import { api } from '../../../api/index.ts';
import { CallRows } from './call-rows.tsx';
import { GroupRows } from './group-rows.tsx';
import { ListBody } from './list-body.tsx';
import { useFeed } from './use-feed.ts';

const PAGE = 100;

interface ListProps {
  filter: TraceFilter;
  isFiltered: boolean;
  totals: ReactNode;
}

/** Single calls, the newest first. */
export function CallList({
  filter,
  picked,
  onPick,
  ...rest
}: ListProps & { picked: readonly string[]; onPick: (id: string) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const load = useCallback(
    async (after?: TraceCursor) => {
      const { calls, next } = await api.traces.page.query({ filter, limit: PAGE, ...(after && { after }) });
      return { lines: calls, next };
    },
    [filter],
  );
  const feed = useFeed(load, place);
  return (
    <ListBody feed={feed} place={place} one="call" {...rest}>
      {(calls) => <CallRows calls={calls} picked={picked} onPick={onPick} />}
    </ListBody>
  );
}

/** Calls that belong together, the newest first. */
export function GroupList({ filter, by, ...rest }: ListProps & { by: 'run' | 'conversation' }) {
  const place = useRef<HTMLDivElement>(null);
  const load = useCallback(
    async (after?: TraceCursor) => {
      const lines = await api.traces.groups.query({ by, filter, limit: PAGE, ...(after && { after }) });
      const last = lines.length === PAGE ? lines.at(-1) : undefined;
      return { lines, next: last ? { startedAt: last.startedAt, id: last.id } : null };
    },
    [filter, by],
  );
  const feed = useFeed(load, place);
  return (
    <ListBody feed={feed} place={place} one={by} {...rest}>
      {(groups) => <GroupRows of={by} groups={groups} />}
    </ListBody>
  );
}
