import { useId, useState } from 'react';
import type { RhythmEntry } from '../../../electron/shared/today.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { api, updateData, useChange } from '../../api/index.ts';
import { Badge, Card, EmptyState, Skeleton } from '../../ui/index.ts';
import styles from './today.module.css';

const GROUPS = [
  { cadence: 'weekday', title: 'Today' },
  { cadence: 'weekly', title: 'This week' },
  { cadence: 'monthly', title: 'This month' },
  { cadence: 'quarterly', title: 'This quarter' },
] as const;

/** The small habits due now, each with a check mark for its own period. */
export function RhythmCard({ entries }: { entries: readonly RhythmEntry[] | undefined }) {
  if (!entries) return <Skeleton height={508} />;
  const done = entries.filter((entry) => entry.checkedAt !== null).length;
  return (
    <Card
      flush
      title="Rhythm"
      actions={entries.length > 0 && <Badge>{`${done} of ${entries.length}`}</Badge>}
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
                  <Item key={entry.id} entry={entry} />
                ))}
            </ul>
          </div>
        );
      })}
    </Card>
  );
}

function Item({ entry }: { entry: RhythmEntry }) {
  const id = useId();
  const check = useChange(api.rhythm.check.mutate, {
    onDone: (rhythm) => updateData('today', 'get', (today) => ({ ...today, rhythm })),
  });
  // What was clicked shows at once; the server's answer follows within milliseconds.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const done = wanted ?? entry.checkedAt !== null;
  const set = (next: boolean): void => {
    setWanted(next);
    check.mutate({ itemId: entry.id, done: next }, { onSettled: () => setWanted(null) });
  };
  return (
    <li data-done={done || undefined}>
      <input id={id} type="checkbox" checked={done} onChange={(e) => set(e.target.checked)} />
      <label htmlFor={id}>
        <span className={styles.title}>{entry.title}</span>{' '}
        {entry.optional && <Badge tone="outline">optional</Badge>}
        {entry.detail && <span className={styles.detail}>{entry.detail}</span>}
      </label>
      <span className={styles.time}>
        {[entry.time, entry.minutes && formatDuration(entry.minutes * 60)].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
}
