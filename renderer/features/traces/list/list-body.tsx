import type { ReactNode, RefObject } from 'react';
import { Button, EmptyState, ErrorNote, SkeletonLines } from '../../../ui/index.ts';
import { useArrowFocus } from '../../../parts/use-arrow-focus.ts';
import { plural } from '../show.ts';
import styles from '../traces.module.css';
import type { useFeed } from './use-feed.ts';
import type { Line } from './merge.ts';

interface ListBodyProps<T extends Line> {
  feed: ReturnType<typeof useFeed<T>>;
  place: RefObject<HTMLDivElement | null>;
  one: string;
  isFiltered: boolean;
  totals: ReactNode;
  children: (lines: readonly T[]) => ReactNode;
}

/** The line of sums and news above a list, the list, and what stands in its place. */
export function ListBody<T extends Line>({
  feed,
  place,
  one,
  isFiltered,
  totals,
  children,
}: ListBodyProps<T>) {
  const arrows = useArrowFocus();
  const { lines, fresh, loaded, error, next } = feed;
  return (
    <>
      <div className={styles.sums}>
        {totals}
        <span className={styles.news} role="status">
          {fresh.length > 0 && (
            <Button size="sm" onClick={feed.show}>
              Show {next === null || fresh.length < 100 ? plural(fresh.length, `new ${one}`) : `new ${one}s`}
            </Button>
          )}
        </span>
      </div>
      {Boolean(error) && (
        <div className={styles.pad}>
          <ErrorNote error={error} retry={feed.retry} />
        </div>
      )}
      {!loaded && (
        <div className={styles.pad}>
          <SkeletonLines lines={12} height={26} />
        </div>
      )}
      {loaded && !error && lines.length === 0 && <Nothing isFiltered={isFiltered} />}
      <div ref={place}>
        <div ref={arrows}>{lines.length > 0 && children(lines)}</div>
        {next && (
          <div className={styles.more}>
            <Button size="sm" variant="ghost" onClick={feed.more}>
              Show earlier {one}s
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return <EmptyState title="No call like this">Clear the filter, or choose less of it.</EmptyState>;
  return (
    <EmptyState title="No calls yet">
      Every call through Cairn’s gateway is listed here: from a lab, from a model test, and from your own
      programs while <code>cairn gateway</code> runs.
    </EmptyState>
  );
}
