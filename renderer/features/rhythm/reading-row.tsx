import ExternalLink from 'lucide-react/icons/external-link';
import Pencil from 'lucide-react/icons/pencil';
import type { Reading } from '../../../electron/shared/reading.ts';
import { formatDate, formatDuration } from '../../../electron/shared/time.ts';
import { api, useChange } from '../../api/index.ts';
import { Badge, Button, IconButton, useToasts } from '../../ui/index.ts';
import { hostOf, KIND_TITLES, NEXT, STATUS_TITLES } from './reading-words.ts';
import styles from './reading.module.css';

/** One entry: what it is, how far, and the one step that comes next. */
export function ReadingRow({ entry, onEdit }: { entry: Reading; onEdit: () => void }) {
  const toasts = useToasts();
  const undo = useChange(api.reading.change.mutate);
  const change = useChange(api.reading.change.mutate, {
    onDone: ({ item, before }) => {
      const text = `“${item.title}”: ${STATUS_TITLES[item.status].toLowerCase()}.`;
      if (item.status === 'read' && item.takeaways === '') {
        toasts.show(text, { action: { label: 'Note what I took from it', run: onEdit } });
      } else toasts.show(text, { undo: () => undo.mutate(before) });
    },
  });
  const next = NEXT[entry.status];
  const facts = [
    entry.url && hostOf(entry.url),
    entry.seconds > 0 && formatDuration(entry.seconds),
    entry.finishedOn && `read on ${formatDate(entry.finishedOn)}`,
    !entry.finishedOn && entry.startedOn && `begun on ${formatDate(entry.startedOn)}`,
  ].filter(Boolean);
  return (
    <li>
      <div className={styles.words}>
        <p className={styles.title}>
          {entry.url ? (
            <a href={entry.url} target="_blank" rel="noopener noreferrer">
              {entry.title}
              <ExternalLink aria-label="opens in the browser" />
            </a>
          ) : (
            entry.title
          )}{' '}
          <Badge>{KIND_TITLES[entry.kind]}</Badge>
        </p>
        {facts.length > 0 && <p className={styles.meta}>{facts.join(' · ')}</p>}
        {entry.takeaways && <p className={styles.takeaways}>{entry.takeaways}</p>}
      </div>
      <Button
        size="sm"
        busy={change.isPending}
        aria-label={`${next.label}: ${entry.title}`}
        onClick={() => change.mutate({ id: entry.id, status: next.status })}
      >
        {next.label}
      </Button>
      <IconButton label={`Edit ${entry.title}`} size="sm" onClick={onEdit}>
        <Pencil />
      </IconButton>
    </li>
  );
}
