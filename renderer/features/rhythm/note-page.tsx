import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { periodName } from '../../../electron/shared/rhythm-periods.ts';
import type { Note } from '../../../electron/shared/notes.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Badge, Button, ErrorNote, Page, Skeleton, useToasts } from '../../ui/index.ts';
import { NoteActions } from './note-actions.tsx';
import { NoteEditor } from './note-editor.tsx';
import { NoteFacts } from './note-facts.tsx';
import { kindTitle } from './note-kinds.ts';
import styles from './notes.module.css';
import { useNoteDraft, type NoteDraft } from './use-note-draft.ts';

const PARENT = { to: '/rhythm/notes', title: 'Notes' };

/** One note: its words, and what can be done with them. */
export default function NotePage() {
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useData('notes', 'get', { id });
  // While another note loads, the data before it are still those of the last one.
  if (data?.id === id) return <Loaded key={id} note={data} />;
  return (
    <Page title="Note" parent={PARENT}>
      <ErrorNote error={error} retry={() => void refetch()} />
      {!error && <Skeleton height={560} />}
    </Page>
  );
}

function Loaded({ note }: { note: Note }) {
  const draft = useNoteDraft(note);
  const [restored, setRestored] = useState(draft.wasRestored);
  const title = draft.draft.title.trim() || `Untitled ${kindTitle(note.kind).toLowerCase()}`;
  return (
    <Page
      width="wide"
      title={title}
      parent={PARENT}
      lead={
        <>
          {kindTitle(note.kind)}
          {note.period && `, ${periodName(note.period)}`}{' '}
          {note.finishedAt === null ? (
            <Badge tone="here">Draft</Badge>
          ) : (
            <Badge tone="accent">Finished</Badge>
          )}{' '}
          <SaveWord draft={draft} />
        </>
      }
      actions={<Finish note={note} draft={draft} />}
    >
      {restored && (
        <p className={styles.notice} role="status">
          Words that had not been saved are back.
          <Button size="sm" variant="ghost" onClick={() => setRestored(false)}>
            Good
          </Button>
        </p>
      )}
      <Elsewhere draft={draft} />
      <NoteFacts note={note} draft={draft} />
      <NoteEditor note={note} draft={draft} />
      <NoteActions note={note} draft={draft.draft} />
    </Page>
  );
}

function SaveWord({ draft: { state } }: { draft: NoteDraft }) {
  const words = {
    saved: 'Saved',
    typing: 'Saving…',
    refused: 'Not saved yet. Your words are kept in this window.',
    'changed-elsewhere': 'Not saved',
  };
  return (
    <span className={styles.saved} role="status">
      {words[state.is]}
      {state.is === 'refused' && ` ${state.message}`}
    </span>
  );
}

/** Two windows wrote at once: both texts are there, and the person chooses. */
function Elsewhere({ draft }: { draft: NoteDraft }) {
  const { state } = draft;
  if (state.is !== 'changed-elsewhere') return null;
  return (
    <div className={styles.notice} role="alert">
      <span>
        <strong>This note was changed in another window.</strong> What you see here is not saved yet.
      </span>
      <Button size="sm" variant="primary" onClick={() => void draft.keepMine()}>
        Keep what is here
      </Button>
      <Button size="sm" onClick={() => draft.takeTheirs(state.note)}>
        Take the other one
      </Button>
    </div>
  );
}

function Finish({ note, draft }: { note: Note; draft: NoteDraft }) {
  const toasts = useToasts();
  const [, go] = useLocation();
  const reopen = useChange(api.notes.finish.mutate, { onDone: ({ updatedAt }) => draft.rebase(updatedAt) });
  const finish = useChange(api.notes.finish.mutate, {
    onDone: ({ id, finishedAt, itemId, updatedAt }) => {
      draft.rebase(updatedAt);
      if (finishedAt === null) return toasts.show('A draft again. What was checked off stays so.');
      toasts.show(itemId ? 'Finished, and checked off in your rhythm.' : 'Finished.', {
        undo: () => reopen.mutate({ id, finished: false }),
      });
    },
  });
  const restore = useChange(api.notes.remove.mutate);
  const remove = useChange(api.notes.remove.mutate, {
    onDone: () => {
      go('/rhythm/notes');
      toasts.show('Deleted the note.', { undo: () => restore.mutate({ id: note.id, restore: true }) });
    },
  });
  const isFinished = note.finishedAt !== null;
  return (
    <>
      <Button
        variant="ghost"
        busy={remove.isPending}
        onClick={() => void draft.flush().then(() => remove.mutate({ id: note.id }))}
      >
        Delete
      </Button>
      <Button
        variant={isFinished ? 'secondary' : 'primary'}
        busy={finish.isPending}
        onClick={() => void draft.flush().then(() => finish.mutate({ id: note.id, finished: !isFinished }))}
      >
        {isFinished ? 'Back to a draft' : 'Finish it'}
      </Button>
    </>
  );
}
