import NotebookPen from 'lucide-react/icons/notebook-pen';
import { useId } from 'react';
import type { RhythmEntry } from '../../../electron/shared/rhythm.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { EntryMenu } from './entry-menu.tsx';
import styles from './entry.module.css';
import { useCheck } from './use-check.ts';
import type { EntryActions } from './use-entry-actions.tsx';
import { OPENS, stateOf } from './words.ts';

/** One item on its day of the week. */
export function EntryCard({ entry, act }: { entry: RhythmEntry; act: EntryActions }) {
  const id = useId();
  const { done, set } = useCheck(entry, act);
  const state = done ? 'done' : stateOf({ ...entry, checkedAt: null });
  return (
    <li className={styles.entry} data-state={state} data-entry={`${entry.id} ${entry.period}`}>
      <div className={styles.entryHead}>
        <input
          id={id}
          type="checkbox"
          className={styles.box}
          checked={done}
          onChange={(e) => set(e.target.checked)}
        />
        <span className={styles.times}>{entry.time ?? 'any time'}</span>
        <EntryMenu entry={entry} act={act} />
      </div>
      <label htmlFor={id} title={entry.detail}>
        {entry.title}{' '}
        {entry.minutes !== undefined && (
          <span className={styles.length}>{formatDuration(entry.minutes * 60)}</span>
        )}
      </label>
      {state === 'skipped' && (
        <p className={styles.said}>Skipped{entry.skipReason && `: ${entry.skipReason}`}</p>
      )}
      {entry.movedOn !== null && entry.cadence === 'weekday' && <p className={styles.said}>Moved here</p>}
      {entry.opens && (
        <button type="button" className={styles.write} onClick={() => act.write(entry)}>
          <NotebookPen aria-hidden="true" />
          {OPENS[entry.opens][entry.noteId ? 'open' : 'write']}
        </button>
      )}
    </li>
  );
}
