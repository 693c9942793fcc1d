import NotebookPen from 'lucide-react/icons/notebook-pen';
import { useId } from 'react';
import { periodName } from '../../../electron/shared/rhythm-periods.ts';
import type { LongerEntry } from '../../../electron/shared/rhythm.ts';
import { Badge, Card } from '../../ui/index.ts';
import { EntryMenu } from './entry-menu.tsx';
import entryStyles from './entry.module.css';
import styles from './longer.module.css';
import { useCheck } from './use-check.ts';
import type { EntryActions } from './use-entry-actions.tsx';
import { capital, OPENS, showWeekday, stateOf } from './words.ts';

const STATE_WORD = { done: 'done', skipped: 'skipped', open: 'not done' } as const;

/** What is due once in a longer stretch, and what became of it in the stretches before. */
export function LongerCard({
  title,
  entries,
  act,
}: {
  title: string;
  entries: LongerEntry[];
  act: EntryActions;
}) {
  if (entries.length === 0) return null;
  return (
    <Card
      flush
      title={title}
      actions={<span className="muted">{capital(periodName(entries[0]!.period))}</span>}
    >
      <ul className={styles.longer}>
        {entries.map((entry) => (
          <Row key={`${entry.id} ${entry.period}`} entry={entry} act={act} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ entry, act }: { entry: LongerEntry; act: EntryActions }) {
  const id = useId();
  const { done, set } = useCheck(entry, act);
  const state = done ? 'done' : stateOf({ ...entry, checkedAt: null });
  return (
    <li data-state={state}>
      <input
        id={id}
        type="checkbox"
        className={entryStyles.box}
        checked={done}
        onChange={(e) => set(e.target.checked)}
      />
      <div className={styles.longerText}>
        <label htmlFor={id}>{entry.title}</label> {entry.optional && <Badge tone="outline">optional</Badge>}
        {entry.detail && <p className={styles.detail}>{entry.detail}</p>}
        {state === 'skipped' && (
          <p className={entryStyles.said}>Skipped{entry.skipReason && `: ${entry.skipReason}`}</p>
        )}
        {entry.date && (
          <p className={entryStyles.said}>
            Planned for {showWeekday(entry.date)}
            {entry.time && ` at ${entry.time}`}
          </p>
        )}
        {entry.opens && entry.opens !== 'reading' && (
          <button type="button" className={entryStyles.write} onClick={() => act.write(entry)}>
            <NotebookPen aria-hidden="true" />
            {OPENS[entry.opens][entry.noteId ? 'open' : 'write']}
          </button>
        )}
        <Past entry={entry} />
      </div>
      <EntryMenu entry={entry} act={act} />
    </li>
  );
}

/** The stretches before as stones: laid, skipped, or left open. */
function Past({ entry }: { entry: LongerEntry }) {
  if (entry.past.length === 0) return null;
  return (
    <ol className={styles.past} aria-label={`Before, for ${entry.title}`}>
      {entry.past.map(({ period, state, reason }) => {
        const said = `${capital(periodName(period))}: ${STATE_WORD[state]}${reason && ` (${reason})`}`;
        return (
          <li key={period} data-state={state} title={said}>
            <span className="sr">{said}</span>
          </li>
        );
      })}
    </ol>
  );
}
