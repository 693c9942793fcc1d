import { startTransition, useCallback, useDeferredValue, useState } from 'react';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { useData } from '../../api/index.ts';
import { Button, Card, Dialog } from '../../ui/index.ts';
import { SessionForm } from './session-form.tsx';
import { ChangeDialog } from './sessions/change-dialog.tsx';
import { FilterBar } from './sessions/filter-bar.tsx';
import { HistoryDialog } from './sessions/history-dialog.tsx';
import { OverlapsDialog } from './sessions/overlaps-dialog.tsx';
import { SessionList } from './sessions/session-list.tsx';
import { SplitDialog } from './sessions/split-dialog.tsx';
import styles from './sessions/sessions.module.css';
import { useFilter } from './sessions/use-filter.ts';
import { showDate } from './show-time.ts';

type Open =
  | { dialog: 'edit' | 'split' | 'move' | 'history'; session: PracticeSession }
  | { dialog: 'all-history' | 'overlaps' };

/** The sessions, newest first: found by words and filters, changed one by one or many at once. */
export function SessionsCard() {
  const { found, set, clear } = useFilter();
  // What was chosen shows at once; the rows of it are hundreds of cells, and follow in a drawing of their own.
  const shown = useDeferredValue(found);
  // Held here and not in the list, which need not be drawn anew because a form opens.
  const [open, setOpen] = useState<Open | null>(null);
  // In slices between which input is handled: a form is one long task else, from the key to its frame.
  const show = useCallback((next: Open): void => startTransition(() => setOpen(next)), []);
  const { day } = found.values;
  return (
    <Card
      flush
      title={day ? `Sessions of ${showDate(day)}` : 'Sessions'}
      actions={
        <Button size="sm" onClick={() => show({ dialog: 'all-history' })}>
          History
        </Button>
      }
    >
      <FilterBar values={found.values} onChange={set} />
      <OverlapBanner onOpen={() => show({ dialog: 'overlaps' })} />
      <SessionList found={shown} onShowAll={clear} onOpen={show} />
      <Dialogs open={open} onClose={() => setOpen(null)} />
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
