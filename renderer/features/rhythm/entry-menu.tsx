import CalendarDays from 'lucide-react/icons/calendar-days';
import Ellipsis from 'lucide-react/icons/ellipsis';
import NotebookPen from 'lucide-react/icons/notebook-pen';
import Pencil from 'lucide-react/icons/pencil';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import SkipForward from 'lucide-react/icons/skip-forward';
import type { RhythmEntry } from '../../../electron/shared/rhythm.ts';
import { Button, Menu, type MenuItem } from '../../ui/index.ts';
import styles from './entry.module.css';
import type { EntryActions } from './use-entry-actions.tsx';
import { OPENS } from './words.ts';

/** What can be done with an entry besides checking it off. */
export function EntryMenu({ entry, act }: { entry: RhythmEntry; act: EntryActions }) {
  const isSkipped = entry.skippedAt !== null;
  const items: MenuItem[] = [
    ...(entry.opens
      ? [
          {
            label: OPENS[entry.opens][entry.noteId ? 'open' : 'write'],
            icon: <NotebookPen />,
            run: () => act.write(entry),
          },
        ]
      : []),
    {
      label: entry.date === null ? 'Plan a day…' : 'Move…',
      icon: <CalendarDays />,
      run: () => act.move(entry),
    },
    {
      label: isSkipped ? 'Take the skip back' : 'Skip…',
      icon: isSkipped ? <RotateCcw /> : <SkipForward />,
      run: () => act.skip(entry),
    },
    { label: 'Change the item…', icon: <Pencil />, separated: true, run: () => act.change(entry) },
  ];
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm" className={styles.more} aria-label={`More for ${entry.title}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
      items={items}
    />
  );
}
