import { useState, type SubmitEvent } from 'react';
import type { Reading } from '../../../electron/shared/reading.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Button, Card, ErrorNote, Field, Input, Page, Skeleton, useToasts } from '../../ui/index.ts';
import { RhythmNav } from './nav.tsx';
import { ReadingDialog } from './reading-dialog.tsx';
import { ReadingRow } from './reading-row.tsx';
import { Suggestions } from './reading-suggestions.tsx';
import styles from './reading.module.css';

const GROUPS = [
  { status: 'reading', title: 'Reading now', none: 'Nothing is open. Begin one from below.' },
  { status: 'want', title: 'To read', none: 'Paste an address above, or take one from the curriculum.' },
  { status: 'read', title: 'Read', none: 'What you finish stays here, with what you took from it.' },
] as const;

/** What was read, is being read, and is wanted. */
export default function ReadingPage() {
  const { data, error, refetch } = useData('reading', 'list');
  const [editing, setEditing] = useState<string | null>(null);
  const edited = data?.find((entry) => entry.id === editing);
  return (
    <Page
      title="Reading log"
      lead="Papers, posts, chapters, docs and talks: what you want to read, and what you took from what you read."
    >
      <RhythmNav />
      <ErrorNote error={error} retry={() => void refetch()} />
      <div className={styles.layout}>
        <div className="stack">
          <QuickAdd onEdit={setEditing} />
          {GROUPS.map(({ status, title, none }) => (
            <Group
              key={status}
              title={title}
              none={none}
              entries={data?.filter((entry) => entry.status === status)}
              onEdit={setEditing}
            />
          ))}
        </div>
        <Suggestions log={data} />
      </div>
      {edited && <ReadingDialog key={edited.id} entry={edited} onClose={() => setEditing(null)} />}
    </Page>
  );
}

interface GroupProps {
  title: string;
  none: string;
  entries: readonly Reading[] | undefined;
  onEdit: (id: string) => void;
}

function Group({ title, none, entries, onEdit }: GroupProps) {
  return (
    <Card flush title={title} actions={entries && <span className="muted">{entries.length}</span>}>
      {!entries && <Skeleton height={96} />}
      {entries?.length === 0 && <p className={styles.none}>{none}</p>}
      {entries && entries.length > 0 && (
        <ul className={styles.list}>
          {entries.map((entry) => (
            <ReadingRow key={entry.id} entry={entry} onEdit={() => onEdit(entry.id)} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** An address or a title. What is there already is opened instead of added twice. */
function QuickAdd({ onEdit }: { onEdit: (id: string) => void }) {
  const [text, setText] = useState('');
  const toasts = useToasts();
  const remove = useChange(api.reading.remove.mutate);
  const add = useChange(api.reading.add.mutate, {
    onError: () => true,
    onDone: ({ outcome, item }) => {
      setText('');
      if (outcome === 'duplicate') {
        toasts.show(`“${item.title}” is in the log already.`, {
          action: { label: 'Open it', run: () => onEdit(item.id) },
        });
      } else toasts.show(`Added “${item.title}”.`, { undo: () => remove.mutate({ id: item.id }) });
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const value = text.trim();
    if (value === '') return;
    add.mutate(/^https?:\/\//i.test(value) ? { url: value } : { title: value });
  };
  return (
    <Card>
      <form className={styles.add} onSubmit={submit} aria-label="Add to the reading log">
        <Field label="Paste an address, or write a title">
          <Input
            value={text}
            maxLength={2000}
            autoComplete="off"
            placeholder="https://arxiv.org/abs/2312.10997"
            onChange={(e) => setText(e.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" busy={add.isPending}>
          Add
        </Button>
      </form>
      <ErrorNote error={add.error} />
    </Card>
  );
}
