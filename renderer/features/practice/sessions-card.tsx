import X from 'lucide-react/icons/x';
import { useRef, useState } from 'react';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { useData } from '../../api/index.ts';
import {
  Button,
  Card,
  Dialog,
  EmptyState,
  ErrorNote,
  SkeletonLines,
  useAfterFirstDraw,
} from '../../ui/index.ts';
import { useStartDialog } from './log-dialog.tsx';
import { SessionForm } from './session-form.tsx';
import { BulkBar } from './sessions/bulk-bar.tsx';
import { ChangeDialog } from './sessions/change-dialog.tsx';
import { FilterBar } from './sessions/filter-bar.tsx';
import { ROW_HEIGHT } from './sessions/grid-row.tsx';
import { SessionGrid } from './sessions/grid.tsx';
import { HistoryDialog } from './sessions/history-dialog.tsx';
import { OverlapsDialog } from './sessions/overlaps-dialog.tsx';
import type { SessionAction } from './sessions/row-menu.tsx';
import { SplitDialog } from './sessions/split-dialog.tsx';
import styles from './sessions/sessions.module.css';
import { countSessions, useActs } from './sessions/use-acts.ts';
import { useFilter } from './sessions/use-filter.ts';
import { usePages } from './sessions/use-pages.ts';
import { useSelection, type Selection } from './sessions/use-selection.ts';
import { useRowsInSight, withSpare } from './sessions/use-window.ts';
import { showDate, showSum } from './show-time.ts';

type Open =
  | { dialog: 'edit' | 'split' | 'move' | 'history'; session: PracticeSession }
  | { dialog: 'all-history' | 'overlaps' | 'change' };

/** The sessions, newest first: found by words and filters, changed one by one or many at once. */
export function SessionsCard() {
  const { values, filter, set, clear, isOn } = useFilter();
  const body = useRef<HTMLTableSectionElement>(null);
  const [total, setTotal] = useState(0);
  const sight = useRowsInSight(body, ROW_HEIGHT);
  const rows = usePages(filter, withSpare(sight, total));
  if (rows.total !== total) setTotal(rows.total);
  const isReady = useAfterFirstDraw();
  const picked = useSelection();
  const [isAll, setAll] = useState(false);
  // Touching a single row after "all" goes back to the rows that were chosen one by one.
  const chosen: Selection = {
    ...picked,
    toggle: (id) => (setAll(false), picked.toggle(id)),
    setAll: (ids, on) => (setAll(false), picked.setAll(ids, on)),
    clear: () => (setAll(false), picked.clear()),
  };
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const acts = useActs(chosen.clear);
  const count = isAll ? rows.total : chosen.ids.size;
  const selection = isAll ? { filter } : { ids: [...chosen.ids] };
  const onAction = (action: SessionAction, session: PracticeSession): void =>
    action === 'delete' ? acts.remove({ id: session.id }) : setOpen({ dialog: action, session });
  return (
    <Card
      flush
      title={values.day ? `Sessions of ${showDate(values.day)}` : 'Sessions'}
      actions={
        <Button size="sm" onClick={() => setOpen({ dialog: 'all-history' })}>
          History
        </Button>
      }
    >
      <FilterBar values={values} onChange={set} />
      <OverlapBanner onOpen={() => setOpen({ dialog: 'overlaps' })} />
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
        <Nothing filtered={isOn} onClear={clear} />
      )}
      {isReady && rows.total > 0 && (
        <>
          <div className={styles.summary}>
            <span aria-live="polite">
              {countSessions(rows.total)}
              {rows.seconds !== undefined && `, ${showSum(rows.seconds)}`}
            </span>
            {isOn && (
              <Button size="sm" variant="ghost" onClick={clear}>
                <X aria-hidden="true" />
                Show all
              </Button>
            )}
          </div>
          <div className={styles.scroll}>
            <SessionGrid
              rows={rows}
              sight={sight}
              search={values.q}
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
          busy={acts.busy}
          onAll={() => setAll(true)}
          onChange={() => setOpen({ dialog: 'change' })}
          onMerge={() => acts.merge({ ids: [...chosen.ids] })}
          onDelete={() => acts.removeAll({ selection })}
          onClear={chosen.clear}
        />
      )}
      <Dialogs open={open} onClose={close} />
      {open?.dialog === 'change' && (
        <ChangeDialog
          selection={selection}
          count={count}
          onClose={close}
          onDone={() => {
            chosen.clear();
            close();
          }}
        />
      )}
    </Card>
  );
}

function Dialogs({ open, onClose }: { open: Open | null; onClose: () => void }) {
  switch (open?.dialog) {
    case 'edit':
      return (
        <Dialog open onClose={onClose} title="Change the session">
          <SessionForm session={open.session} onDone={onClose} onCancel={onClose} />
        </Dialog>
      );
    case 'split':
      return <SplitDialog session={open.session} onClose={onClose} />;
    case 'move':
      return (
        <ChangeDialog selection={{ ids: [open.session.id] }} count={1} onClose={onClose} onDone={onClose} />
      );
    case 'history':
      return <HistoryDialog session={open.session} onClose={onClose} />;
    case 'all-history':
      return <HistoryDialog onClose={onClose} />;
    case 'overlaps':
      return <OverlapsDialog onClose={onClose} />;
    case 'change':
    case undefined:
      return null;
  }
}

/** Says that recent sessions share time; the list marks them too. */
function OverlapBanner({ onOpen }: { onOpen: () => void }) {
  const pairs = useData('practice', 'overlaps', {}).data?.length ?? 0;
  if (pairs === 0) return null;
  return (
    <div className={styles.banner}>
      <span>
        {pairs === 1
          ? 'Two recent sessions share time.'
          : `${pairs === 100 ? '100 or more' : pairs} pairs of recent sessions share time.`}{' '}
        Both count as they were logged.
      </span>
      <Button size="sm" onClick={onOpen}>
        See what to do
      </Button>
    </div>
  );
}

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
