import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import { noteTemplate } from '../../../shared/note-templates.ts';
import type {
  listNotesInput,
  Note,
  NoteKind,
  NoteSummary,
  openNoteInput,
  SavedNote,
  SaveNote,
  WeekFacts,
} from '../../../shared/notes.ts';
import { cadenceOf } from '../../../shared/rhythm-periods.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { PracticeService } from '../practice/service.ts';
import type { RhythmService } from '../rhythm/service.ts';
import { createNoteStore } from './store.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  practice: PracticeService;
  rhythm: RhythmService;
  weekFacts: (day: string) => WeekFacts;
}

const EXCERPT_CHARS = 160;

/** The piece of a note around what was searched for, or its beginning, as one line without markdown's marks. */
function excerptOf(body: string, search: string): string {
  const flat = body.replaceAll(/[#*_`>\s]+/g, ' ').trim();
  const at = search === '' ? 0 : flat.toLowerCase().indexOf(search.toLowerCase());
  const start = Math.max(0, at - 50);
  const piece = flat.slice(start, start + EXCERPT_CHARS);
  return `${start > 0 ? '…' : ''}${piece}${start + EXCERPT_CHARS < flat.length ? '…' : ''}`;
}

const summaryOf = ({ body, ...rest }: Note, search: string): NoteSummary => ({
  ...rest,
  excerpt: excerptOf(body, search),
  words: body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
});

export function createNoteService({ db, clock, events, practice, rhythm, weekFacts }: Deps) {
  const store = createNoteStore(db);
  const changed = (): void => events.changed('rhythm');

  function get(id: string): Note {
    const note = store.find(id);
    if (note) return note;
    throw new AppError('not_found', 'That note is not there any more.', {
      hint: 'It may have been deleted; the list of notes shows what there is.',
    });
  }

  function begin(kind: NoteKind, of: { itemId: string; period: string } | null): Note {
    const now = clock.now();
    const day = of && cadenceOf(of.period) === 'weekday' ? of.period : practice.today();
    const note: Note = {
      id: newId(now),
      kind,
      ...noteTemplate(kind, weekFacts(day)),
      itemId: of?.itemId ?? null,
      period: of?.period ?? null,
      link: '',
      progress: 0,
      onDate: null,
      place: '',
      createdAt: now,
      updatedAt: now,
      finishedAt: null,
    };
    store.insert(note);
    changed();
    return note;
  }

  /** Two edits within one millisecond still get two versions. */
  const nextVersion = (note: Note): number => Math.max(clock.now(), note.updatedAt + 1);

  return {
    get,
    list: (input: z.infer<typeof listNotesInput>): NoteSummary[] =>
      store.list(input).map((note) => summaryOf(note, input.search)),

    /** The facts of the week of a day, which a template is filled with. */
    facts: weekFacts,

    /** The note of an item's period: the one that is there, or a new one from the item's template. */
    open(input: z.infer<typeof openNoteInput>): Note {
      if ('kind' in input) return begin(input.kind, null);
      const entry = rhythm.entry(input);
      const kind = entry.opens === undefined || entry.opens === 'reading' ? 'free' : entry.opens;
      return store.ofItem(input.itemId, input.period) ?? begin(kind, input);
    },

    /** Keeps an edit, unless the note was changed elsewhere since the edit began and `overwrite` is not set. */
    save({ id, basedOn, overwrite, ...fields }: SaveNote): SavedNote {
      const note = get(id);
      if (note.updatedAt !== basedOn && !overwrite) return { outcome: 'changed-elsewhere', note };
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const after: Note = { ...note, ...given, updatedAt: nextVersion(note) };
      store.update(after);
      changed();
      return { outcome: 'saved', note: after };
    },

    /** Marks a note as finished, which checks its rhythm item off; or as a draft again, which leaves the check. */
    finish({ id, finished }: { id: string; finished: boolean }): Note {
      const note = get(id);
      const after = { ...note, finishedAt: finished ? clock.now() : null, updatedAt: nextVersion(note) };
      db.transaction(() => {
        store.update(after);
        if (!finished || !note.itemId || !note.period) return;
        if (rhythm.items().some((item) => item.id === note.itemId)) {
          rhythm.mark({ do: 'check', itemId: note.itemId, period: note.period });
        }
      })();
      changed();
      return after;
    },

    /** Deletes a note, or with `restore` brings it back. */
    remove({ id, restore }: { id: string; restore: boolean }): void {
      if (!restore) get(id);
      if (!store.setDeleted(id, restore ? null : clock.now(), clock.now())) get(id);
      changed();
    },
  };
}

export type NoteService = ReturnType<typeof createNoteService>;
