import BookPlus from 'lucide-react/icons/book-plus';
import { useState } from 'react';
import type { Reading } from '../../../electron/shared/reading.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Button, Card, Skeleton, useToasts } from '../../ui/index.ts';
import styles from './reading.module.css';

const SHOWN = 8;

/** What the curriculum recommends and the log does not have yet. */
export function Suggestions({ log }: { log: readonly Reading[] | undefined }) {
  const resources = useData('curriculum', 'get').data?.resources;
  const [all, setAll] = useState(false);
  const toasts = useToasts();
  const remove = useChange(api.reading.remove.mutate);
  const add = useChange(api.reading.add.mutate, {
    onDone: ({ outcome, item }) => {
      if (outcome === 'duplicate') toasts.show(`“${item.title}” is in the log already.`);
      else toasts.show(`Added “${item.title}”.`, { undo: () => remove.mutate({ id: item.id }) });
    },
  });
  if (!resources || !log) return <Skeleton height={520} />;
  const known = new Set(log.map((entry) => entry.resourceId));
  const left = resources.filter((resource) => !known.has(resource.id));
  const shown = all ? left : left.slice(0, SHOWN);
  return (
    <Card flush title="From the curriculum">
      {left.length === 0 && <p className={styles.none}>You have taken over everything it recommends.</p>}
      <ul className={styles.list}>
        {shown.map((resource) => (
          <li key={resource.id}>
            <div className={styles.words}>
              <p className={styles.title}>{resource.title}</p>
              <p className={styles.meta}>
                {resource.by} · {resource.kind}
              </p>
            </div>
            <Button
              size="sm"
              aria-label={`Add ${resource.title}`}
              disabled={add.isPending}
              onClick={() => add.mutate({ resourceId: resource.id })}
            >
              <BookPlus aria-hidden="true" />
              Add
            </Button>
          </li>
        ))}
      </ul>
      {left.length > SHOWN && (
        <p className={styles.none}>
          <Button size="sm" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${left.length}`}
          </Button>
        </p>
      )}
    </Card>
  );
}
