import { useCallback, useEffect, useRef, useState } from 'react';
import type { Note, NoteFields } from '../../../electron/shared/notes.ts';
import { api, explain } from '../../api/index.ts';
import { isLink } from './note-link.ts';
import { forgetDraft, keepDraft, readDraft } from './draft-store.ts';

/** How long the hand has to rest before the server gets the text. This window's own copy is written at every key. */
const REST_MS = 600;
const RETRY_MS = 3000;

export type SaveState =
  | { is: 'saved' }
  | { is: 'typing' }
  | { is: 'refused'; message: string }
  | { is: 'changed-elsewhere'; note: Note };

const fieldsOf = ({ title, body, link, progress, onDate, place }: Note): NoteFields => ({
  title,
  body,
  link,
  progress,
  onDate,
  place,
});

/** A half-typed link stays in the form until it is one; the words around it are saved meanwhile. */
function sendable({ link, ...rest }: NoteFields): Partial<NoteFields> {
  return isLink(link) ? { ...rest, link } : rest;
}

/**
 * A note while it is written. Every key is kept in this window's storage at once and sent to the server after a rest,
 * so that neither a reload nor a crash of either loses a word.
 */
export function useNoteDraft(note: Note) {
  const [first] = useState(() => readDraft(note));
  const [draft, setDraft] = useState<NoteFields>(first?.fields ?? fieldsOf(note));
  const [state, setState] = useState<SaveState>({ is: first ? 'typing' : 'saved' });
  const latest = useRef({
    draft,
    basedOn: first?.basedOn ?? note.updatedAt,
    dirty: first !== null,
    saving: false,
    /** Changed elsewhere: nothing is sent until the person has chosen. */
    blocked: false,
  });
  /** Sends after a rest of the hand; set below, because it and `send` need each other. */
  const rest = useRef<((ms: number) => void) | null>(null);

  const send = useCallback(
    async (overwrite = false): Promise<void> => {
      const now = latest.current;
      if (!now.dirty || now.saving) return;
      let wait = REST_MS;
      now.saving = true;
      now.dirty = false;
      try {
        const saved = await api.notes.save.mutate({
          id: note.id,
          basedOn: now.basedOn,
          overwrite,
          ...sendable(now.draft),
        });
        if (saved.outcome === 'changed-elsewhere') {
          Object.assign(now, { dirty: true, blocked: true });
          setState({ is: 'changed-elsewhere', note: saved.note });
        } else {
          Object.assign(now, { basedOn: saved.note.updatedAt, blocked: false });
          // What was typed meanwhile is still only here.
          if (now.dirty) keepDraft(note.id, now.draft, now.basedOn);
          else forgetDraft(note.id);
          setState({ is: now.dirty ? 'typing' : 'saved' });
        }
      } catch (error) {
        now.dirty = true;
        wait = RETRY_MS;
        setState({ is: 'refused', message: explain(error).message });
      } finally {
        now.saving = false;
        if (now.dirty && !now.blocked) rest.current?.(wait);
      }
    },
    [note.id],
  );

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    rest.current = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => void send(), ms);
    };
    const leave = (): void => {
      if (!latest.current.blocked) void send();
    };
    if (latest.current.dirty) rest.current(REST_MS);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      clearTimeout(timer);
      rest.current = null;
      leave();
    };
  }, [send]);

  useEffect(() => {
    const now = latest.current;
    // Another window saved while nothing was being written here: show what is there now.
    if (now.dirty || now.saving || note.updatedAt <= now.basedOn) return;
    Object.assign(now, { draft: fieldsOf(note), basedOn: note.updatedAt });
    setDraft(fieldsOf(note));
  }, [note]);

  return {
    draft,
    state,
    /** Words that were here and not yet on the server when the note was opened. */
    wasRestored: first !== null,
    change(fields: Partial<NoteFields>): void {
      const next = { ...latest.current.draft, ...fields };
      Object.assign(latest.current, { draft: next, dirty: true });
      keepDraft(note.id, next, latest.current.basedOn);
      setDraft(next);
      if (latest.current.blocked) return;
      setState({ is: 'typing' });
      rest.current?.(REST_MS);
    },
    /** Sends what is not sent yet, now. */
    flush: (): Promise<void> => send(),
    /** Keeps this window's text over the one that was saved elsewhere. */
    keepMine: (): Promise<void> => send(true),
    takeTheirs(theirs: Note): void {
      Object.assign(latest.current, {
        draft: fieldsOf(theirs),
        basedOn: theirs.updatedAt,
        dirty: false,
        blocked: false,
      });
      forgetDraft(note.id);
      setDraft(fieldsOf(theirs));
      setState({ is: 'saved' });
    },
    /** After a change of the note that was not an edit of its text. */
    rebase(updatedAt: number): void {
      latest.current.basedOn = updatedAt;
    },
  };
}

export type NoteDraft = ReturnType<typeof useNoteDraft>;
