import Plus from 'lucide-react/icons/plus';
import { useDeferredValue, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { NoteKind, NoteSummary } from '../../../electron/shared/notes.ts';
import { api, useChange, useData } from '../../api/index.ts';
import {
  Badge,
  Button,
  Card,
  EmptyState,
  ErrorNote,
  Input,
  Menu,
  Page,
  Select,
  SkeletonLines,
} from '../../ui/index.ts';
import { showTime } from '../practice/show-time.ts';
import { RhythmNav } from './nav.tsx';
import styles from './notes.module.css';
import { KINDS, kindTitle } from './note-kinds.ts';
import { useOpenNote } from './use-mark.ts';

/** Every note, newest first, with search. */
export default function NotesPage() {
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<NoteKind | ''>('');
  const wanted = useDeferredValue(search);
  const { data, error, refetch } = useData('notes', 'list', { search: wanted, ...(kind ? { kind } : {}) });
  const isFiltered = wanted.trim() !== '' || kind !== '';
  return (
    <Page
      title="Notes"
      lead="What you taught, finished and presented. Writing it down is half of learning it."
      actions={<NewNote />}
    >
      <RhythmNav />
      <div className={styles.filters}>
        <Input
          type="search"
          aria-label="Search in notes"
          placeholder="Search in notes"
          maxLength={200}
          value={search}
          onChange={(e) => setSearch(e.target.value)}
        />
        <Select
          aria-label="Only this kind"
          value={kind}
          onChange={(e) => setKind(KINDS.find((one) => one.kind === e.target.value)?.kind ?? '')}
        >
          <option value="">All kinds</option>
          {KINDS.map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.plural}
            </option>
          ))}
        </Select>
      </div>
      <ErrorNote error={error} retry={() => void refetch()} />
      <Card flush>
        {!data && !error && (
          <div style={{ padding: 'var(--s4)' }}>
            <SkeletonLines lines={8} height={26} />
          </div>
        )}
        {data && data.length > 0 && (
          <ul className={styles.list}>
            {data.map((note) => (
              <Row key={note.id} note={note} />
            ))}
          </ul>
        )}
        {data?.length === 0 && <Nothing isFiltered={isFiltered} />}
      </Card>
    </Page>
  );
}

function Row({ note }: { note: NoteSummary }) {
  return (
    <li>
      <div className={styles.rowHead}>
        <Link href={`/rhythm/notes/${note.id}`}>
          {note.title || `Untitled ${kindTitle(note.kind).toLowerCase()}`}
        </Link>
        <Badge>{kindTitle(note.kind)}</Badge>
        {note.finishedAt === null ? <Badge tone="here">Draft</Badge> : <Badge tone="accent">Finished</Badge>}
      </div>
      <p className={styles.excerpt}>{note.excerpt || 'Nothing written yet.'}</p>
      <p className={styles.meta}>
        {showTime(note.updatedAt)} · {note.words} {note.words === 1 ? 'word' : 'words'}
        {note.kind === 'course' && ` · ${note.progress} % done`}
        {note.place && ` · ${note.place}`}
      </p>
    </li>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const rhythm = useData('rhythm', 'week', {}).data;
  const openNote = useOpenNote();
  if (isFiltered) return <EmptyState title="No note matches">Try fewer words, or another kind.</EmptyState>;
  const teach = rhythm?.days.find((entry) => entry.opens === 'teach-note');
  return (
    <EmptyState
      title="No notes yet"
      actions={
        teach && (
          <Button variant="primary" onClick={() => openNote(teach)}>
            Write this week’s note
          </Button>
        )
      }
    >
      The Friday note begins with the facts of your week: hours, labs, targets, reading, and what models cost.
    </EmptyState>
  );
}

function NewNote() {
  const [, go] = useLocation();
  const open = useChange(api.notes.open.mutate, { onDone: ({ id }) => go(`/rhythm/notes/${id}`) });
  return (
    <Menu
      trigger={
        <Button variant="primary" busy={open.isPending}>
          <Plus aria-hidden="true" />
          New note
        </Button>
      }
      items={KINDS.map(({ kind, title, icon: Icon }) => ({
        label: title,
        icon: <Icon />,
        run: () => open.mutate({ kind }),
      }))}
    />
  );
}
