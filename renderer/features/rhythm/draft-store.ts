import type { Note, NoteFields } from '../../../electron/shared/notes.ts';

interface Kept {
  fields: NoteFields;
  basedOn: number;
}

const keyOf = (id: string): string => `cairn-note-${id}`;

/** Keeps unsaved words in this browser. A full or forbidden storage leaves the server's autosave, which is enough. */
export function keepDraft(id: string, fields: NoteFields, basedOn: number): void {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify({ fields, basedOn } satisfies Kept));
  } catch {
    // Private windows and full disks: the next rest of the hand saves it on the server.
  }
}

export function forgetDraft(id: string): void {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // Nothing was kept either.
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null || !('fields' in value) || !('basedOn' in value))
    return false;
  const { fields, basedOn } = value;
  return (
    typeof basedOn === 'number' &&
    typeof fields === 'object' &&
    fields !== null &&
    ['title', 'body', 'link', 'place'].every(
      (name) => typeof (fields as Record<string, unknown>)[name] === 'string',
    )
  );
}

/** Words of this note that never reached the server; null when there are none. */
export function readDraft(note: Note): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(note.id)) ?? 'null');
    if (!isKept(kept)) return null;
    const names = Object.keys(kept.fields) as (keyof NoteFields)[];
    return names.some((name) => kept.fields[name] !== note[name]) ? kept : null;
  } catch {
    return null;
  }
}
