import Ellipsis from 'lucide-react/icons/ellipsis';
import Pencil from 'lucide-react/icons/pencil';
import { useState } from 'react';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { Menu } from '../../../ui/menu.tsx';
import styles from './sessions.module.css';

export type SessionAction = 'edit' | 'split' | 'move' | 'history' | 'delete';

interface Props {
  name: string;
  session: PracticeSession;
  /** Whether Tab reaches it: only in the row that has the focus. */
  isTabStop: boolean;
  onAction: (action: SessionAction, session: PracticeSession) => void;
}

/** What can be done with a session. The menu is made when it is first wanted: fifty of them would slow the scrolling. */
export function RowMenu({ name, session, isTabStop, onAction }: Props) {
  const tabIndex = isTabStop ? 0 : -1;
  const [isWanted, setWanted] = useState(false);
  const items: { label: string; action: SessionAction; danger?: boolean; separated?: boolean }[] = [
    { label: 'Split…', action: 'split' },
    { label: 'Move or change…', action: 'move' },
    { label: 'History', action: 'history' },
    { label: 'Delete', action: 'delete', danger: true, separated: true },
  ];
  const more = (
    <button type="button" className={styles.more} aria-label={`More for ${name}`} tabIndex={tabIndex}>
      <Ellipsis aria-hidden="true" />
    </button>
  );
  return (
    <span className={styles.actions}>
      <button
        type="button"
        className={styles.more}
        aria-label={`Edit ${name}`}
        tabIndex={tabIndex}
        onClick={() => onAction('edit', session)}
      >
        <Pencil aria-hidden="true" />
      </button>
      {isWanted || isTabStop ? (
        <Menu
          trigger={more}
          items={items.map(({ action, ...item }) => ({ ...item, run: () => onAction(action, session) }))}
        />
      ) : (
        <span onPointerEnter={() => setWanted(true)} onFocus={() => setWanted(true)}>
          {more}
        </span>
      )}
    </span>
  );
}
