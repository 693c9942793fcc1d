import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState, type SubmitEvent } from 'react';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { readLength } from '../../../electron/shared/words/length.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './practice.module.css';
import { newestOf, putSession } from './session-cache.ts';
import { draftOf, valuesOf, type SessionDraft, type SessionValues } from './session-draft.ts';
import { showClock, toLocalInput } from './show-time.ts';
import { SubjectFields } from './subject-fields.tsx';
import { useUndo } from './use-stop-timer.ts';
import { useOverlapNotice } from './words/use-overlap.ts';
import { useWordsDraft } from './words/use-words-draft.ts';
import { WordsField } from './words/words-field.tsx';

interface Props {
  /** The session to change; without one a new session is logged. */
  session?: PracticeSession;
  onDone: () => void;
  onCancel: () => void;
}

/**
 * Logs or changes a session. The server's refusal is shown in the form and nothing typed is lost. Of a session that was
 * there, what was changed here is sent and no more: the rest may have been changed elsewhere meanwhile.
 */
export function SessionForm({ session: shown, onDone, onCancel }: Props) {
  const client = useQueryClient();
  const [session] = useState(() => shown && newestOf(client, shown));
  const before = useMemo(() => draftOf(session, toLocalInput), [session]);
  const { draft, setDraft, words } = useWordsDraft(() => before);
  const wordsField = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { save, error, busy } = useSave(session, onDone);
  const zoneHint = useMemo(() => session && elsewhere(session), [session]);
  const notice = useOverlapNotice(timesOf(draft), session?.id);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (words.isWrong) {
      wordsField.current?.focus();
      return;
    }
    const minutes = readLength(draft.minutes);
    if (minutes === null || minutes <= 0) {
      setProblem('Write a length, for example 45, 1:30 or 1.5 h.');
      return;
    }
    setProblem(null);
    save(valuesOf(session ? { before, draft } : { draft }, minutes));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {!session && <WordsField words={words} field={wordsField} />}
      <div className={styles.pair}>
        <Field label="How long" error={problem} hint="Minutes, or 1:30, or 1.5 h.">
          <Input
            value={draft.minutes}
            autoFocus={Boolean(session)}
            inputMode="text"
            onChange={(e) => setDraft({ ...draft, minutes: e.target.value })}
          />
        </Field>
        <Field label="Started" hint={session ? zoneHint : 'Empty: it ended just now.'}>
          <Input
            type="datetime-local"
            value={draft.startedAt}
            onChange={(e) => setDraft({ ...draft, startedAt: e.target.value })}
          />
        </Field>
      </div>
      <SubjectFields value={draft.subject} onChange={(subject) => setDraft({ ...draft, subject })} />
      {notice && (
        <p className={styles.notice} role="status">
          <strong>{notice.message}</strong> {notice.hint}
        </p>
      )}
      <ErrorNote error={error} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {session ? 'Save' : 'Log it'}
        </Button>
      </div>
    </form>
  );
}

/** A session from another zone began at another time of its own clock. */
function elsewhere(session: PracticeSession): string | undefined {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return session.zone === here ? undefined : `In ${session.zone} it was ${showClock(session)}.`;
}

/** The stretch that a form describes, as far as it can be read. */
function timesOf({ minutes, startedAt }: SessionDraft): { minutes: number; startedAt?: number } | undefined {
  const length = readLength(minutes);
  if (length === null || length <= 0) return undefined;
  const start = startedAt === '' ? NaN : new Date(startedAt).getTime();
  return { minutes: length, ...(Number.isNaN(start) ? {} : { startedAt: start }) };
}

function useSave(session: PracticeSession | undefined, onDone: () => void) {
  const toasts = useToasts();
  const undo = useUndo();
  const client = useQueryClient();
  const call = (values: SessionValues) =>
    session
      ? api.practice.update.mutate({ id: session.id, ...values })
      : api.practice.log.mutate({ ...values, minutes: values.minutes ?? 0 });
  const change = useChange(call, {
    onError: () => true,
    onDone: ({ session: saved, changeId }) => {
      putSession(client, saved);
      toasts.show(session ? 'Saved.' : `Logged ${formatDuration(saved.seconds)}.`, {
        undo: () => undo(changeId),
      });
      onDone();
    },
  });
  return { save: change.mutate, error: change.error, busy: change.isPending };
}
