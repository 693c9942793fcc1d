import X from 'lucide-react/icons/x';
import { memo, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { Button, EmptyState, ErrorNote, SkeletonLines, useAfterFirstDraw } from '../../../ui/index.ts';
import { useStartDialog } from '../log-dialog.tsx';
import { showSum } from '../show-time.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { ROW_HEIGHT } from './grid-row.tsx';
import { SessionGrid } from './grid.tsx';
import type { SessionAction } from './row-menu.tsx';
import styles from './sessions.module.css';
import { countSessions, useActs } from './use-acts.ts';
import type { Found } from './use-filter.ts';
import { usePages } from './use-pages.ts';
import { useSelection, type Selection } from './use-selection.ts';
import { useRowsInSight, withSpare } from './use-window.ts';

interface Props {
  found: Found;
  onShowAll: () => void;
  onOpen: (open: { dialog: Exclude<SessionAction, 'delete'>; session: PracticeSession }) => void;
}

/** The rows that a filter finds, how many they are, and what can be done with those that are chosen. */
export const SessionList = memo(function SessionList({ found, onShowAll, onOpen }: Props) {
  const { filter, isOn } = found;
  const body = useRef<HTMLTableSectionElement>(null);
  const [total, setTotal] = useState(0);
  const sight = useRowsInSight(body, ROW_HEIGHT);
  const fresh = usePages(filter, withSpare(sight, total));
  if (fresh.total !== total) setTotal(fresh.total);
  // An answer may come while a key is pressed: its rows are drawn in slices, and the key is answered in between. The
  // first of all is drawn with the rest of the page, so that nothing of it moves later.
  const later = useDeferredValue(fresh);
  const rows = later.isLoading ? fresh : later;
  const isReady = useAfterFirstDraw();
  const picked = useSelection();
  const [isAll, setAll] = useState(false);
  const [isChanging, setChanging] = useState(false);
  // Touching a single row after "all" goes back to the rows that were chosen one by one.
  const chosen = useMemo<Selection>(
    () => ({
      ...picked,
      toggle: (id) => (setAll(false), picked.toggle(id)),
      setAll: (ids, on) => (setAll(false), picked.setAll(ids, on)),
      clear: () => (setAll(false), picked.clear()),
    }),
    [picked],
  );
  const acts = useActs(chosen.clear);
  const count = isAll ? rows.total : chosen.ids.size;
  // "All" must mean those that are counted here: the rows of a new filter come a little after it.
  const isOfFilter = rows.list === JSON.stringify(filter);
  const selection = isAll ? { filter } : { ids: [...chosen.ids] };
  const { remove } = acts;
  const onAction = useCallback(
    (action: SessionAction, session: PracticeSession): void =>
      action === 'delete' ? remove({ id: session.id }) : onOpen({ dialog: action, session }),
    [remove, onOpen],
  );
  return (
    <>
      {rows.error !== null && (
        <div className={styles.quiet}>
          <ErrorNote error={rows.error} retry={rows.retry} />
        </div>
      )}
      {(!isReady || rows.isLoading) && (
        <div className={styles.quiet}>
          <SkeletonLines lines={6} height={28} />
        </div>
      )}
      {!rows.isLoading && rows.total === 0 && rows.error === null && (
        <Nothing filtered={isOn} onClear={onShowAll} />
      )}
      {isReady && rows.total > 0 && (
        <>
          <div className={styles.summary}>
            <span aria-live="polite">
              {countSessions(rows.total)}
              {rows.seconds !== undefined && `, ${showSum(rows.seconds)}`}
            </span>
            {isOn && (
              <Button size="sm" variant="ghost" onClick={onShowAll}>
                <X aria-hidden="true" />
                Show all
              </Button>
            )}
          </div>
          <div className={styles.scroll}>
            <SessionGrid
              rows={rows}
              sight={sight}
              selection={chosen}
              isAll={isAll}
              body={body}
              onAction={onAction}
            />
          </div>
        </>
      )}
      {count > 0 && (
        <BulkBar
          count={count}
          others={isAll ? null : rows.total}
          canMerge={!isAll && count > 1 && count <= 20}
          busy={acts.busy || (isAll && !isOfFilter)}
          onAll={() => setAll(true)}
          onChange={() => setChanging(true)}
          onMerge={() => acts.merge({ ids: [...chosen.ids] })}
          onDelete={() => acts.removeAll({ selection })}
          onClear={chosen.clear}
        />
      )}
      {isChanging && (
        <ChangeDialog
          selection={selection}
          count={count}
          onClose={() => setChanging(false)}
          onDone={() => {
            chosen.clear();
            setChanging(false);
          }}
        />
      )}
    </>
  );
});

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { log, start } = useStartDialog();
  if (filtered)
    return (
      <EmptyState title="No practice here" actions={<Button onClick={onClear}>Show all sessions</Button>}>
        Nothing was logged for this choice.
      </EmptyState>
    );
  return (
    <EmptyState
      title="The first stone is the smallest"
      actions={
        <>
          <Button variant="primary" onClick={log}>
            Log practice
          </Button>
          <Button onClick={start}>Start the timer</Button>
        </>
      }
    >
      Log half an hour that you have done already, or start the timer and begin. Lab runs add their own time.
    </EmptyState>
  );
}
