import { useLocation } from 'wouter';
import type { Marked, MarkInput, RhythmEntry } from '../../../electron/shared/rhythm.ts';
import { api, useChange } from '../../api/index.ts';
import { useToasts } from '../../ui/index.ts';
import { OPENS, showWeekday } from './words.ts';

function sentence(input: Pick<MarkInput, 'do'>, { entry }: Marked): string {
  switch (input.do) {
    case 'check':
      return `Checked off “${entry.title}”.`;
    case 'reopen':
      return `“${entry.title}” is open again.`;
    case 'skip':
      return `Skipped “${entry.title}”. That is all right.`;
    case 'move':
      return entry.date === null
        ? `“${entry.title}” has no day any more.`
        : `“${entry.title}” is on ${showWeekday(entry.date)}${entry.time ? ` at ${entry.time}` : ''}.`;
  }
}

/** Goes to where an item is written down: its note, made from the template if there is none, or the reading log. */
export function useOpenNote(): (entry: RhythmEntry) => void {
  const [, go] = useLocation();
  const open = useChange(api.notes.open.mutate, { onDone: ({ id }) => go(`/rhythm/notes/${id}`) });
  return (entry) => {
    if (entry.opens === 'reading') go('/rhythm/reading');
    else open.mutate({ itemId: entry.id, period: entry.period });
  };
}

/** Checks off, skips and moves. What can surprise comes with an undo; a check offers to write the note. */
export function useMark() {
  const toasts = useToasts();
  const openNote = useOpenNote();
  const restore = useChange(api.rhythm.restore.mutate);
  const mark = useChange(api.rhythm.mark.mutate, {
    onDone: (result, input) => {
      const { entry, before } = result;
      const { itemId, period } = input;
      if (input.do === 'check' && entry.opens && entry.opens !== 'reading' && entry.noteId === null) {
        const action = { label: OPENS[entry.opens].write, run: () => openNote(entry) };
        toasts.show(sentence(input, result), { action, hint: 'Your notes are kept under Rhythm.' });
        return;
      }
      // An open item that is checked off is undone by its own check mark.
      const isPlain = (input.do === 'check' || input.do === 'reopen') && before.skippedAt === null;
      if (isPlain) return;
      const undo = (): void => restore.mutate({ itemId, period, state: before });
      toasts.show(sentence(input, result), { undo });
    },
  });
  return mark;
}

export type Mark = ReturnType<typeof useMark>;
