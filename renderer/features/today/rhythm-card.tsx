import { useId } from 'react';
import { Link } from 'wouter';
import type { RhythmEntry } from '../../../electron/shared/today.ts';
import { Badge, Card, EmptyState, Skeleton } from '../../ui/index.ts';
import { EntryMenu } from '../rhythm/entry-menu.tsx';
import { useCheck } from '../rhythm/use-check.ts';
import { useEntryActions, type EntryActions } from '../rhythm/use-entry-actions.tsx';
import { showTimes, stateOf } from '../rhythm/words.ts';
import styles from './today.module.css';

const GROUPS = [
  { cadence: 'weekday', title: 'Today' },
  { cadence: 'weekly', title: 'This week' },
  { cadence: 'monthly', title: 'This month' },
  { cadence: 'quarterly', title: 'This quarter' },
] as const;

/** The small habits due now, each with a check mark for its own period. */
export function RhythmCard({ entries }: { entries: readonly RhythmEntry[] | undefined }) {
  const { act, dialog } = useEntryActions();
  if (!entries) return <Skeleton height={508} />;
  const done = entries.filter((entry) => entry.checkedAt !== null).length;
  const due = entries.filter((entry) => entry.skippedAt === null).length;
  return (
    <Card
      flush
      title="Rhythm"
      actions={
        <div className="row">
          {entries.length > 0 && <Badge>{`${done} of ${due}`}</Badge>}
          <Link href="/rhythm">The week</Link>
        </div>
      }
    >
      {entries.length === 0 && (
        <EmptyState title="Nothing is due today">Rest is part of the rhythm.</EmptyState>
      )}
      {GROUPS.map(({ cadence, title }) => {
        const own = entries.filter((entry) => entry.cadence === cadence);
        if (own.length === 0) return null;
        return (
          <div key={cadence}>
            <h3 className={styles.groupHead}>{title}</h3>
            <ul className={styles.rhythm}>
              {own
                .toSorted((a, b) => (a.time ?? '99').localeCompare(b.time ?? '99'))
                .map((entry) => (
                  <Item key={entry.id} entry={entry} act={act} />
                ))}
            </ul>
          </div>
        );
      })}
      {dialog}
    </Card>
  );
}

function Item({ entry, act }: { entry: RhythmEntry; act: EntryActions }) {
  const id = useId();
  const { done, set } = useCheck(entry, act);
  const isSkipped = !done && stateOf(entry) === 'skipped';
  return (
    <li data-done={done || isSkipped || undefined}>
      <input id={id} type="checkbox" checked={done} onChange={(e) => set(e.target.checked)} />
      <label htmlFor={id}>
        <span className={styles.title}>{entry.title}</span>{' '}
        {entry.optional && <Badge tone="outline">optional</Badge>} {isSkipped && <Badge>skipped</Badge>}
        {entry.detail && <span className={styles.detail}>{entry.detail}</span>}
      </label>
      <span className={styles.time}>{showTimes(entry)}</span>
      <EntryMenu entry={entry} act={act} />
    </li>
  );
}
