import { z } from 'zod';
import { rowId } from '../../../shared/ids.ts';
import { factLines } from '../../../shared/note-templates.ts';
import {
  listNotesInput,
  note,
  noteSummary,
  openNoteInput,
  savedNote,
  saveNoteInput,
} from '../../../shared/notes.ts';
import { localDate } from '../../../shared/practice.ts';
import { procedure, router } from '../../trpc.ts';

export const notesRouter = router({
  list: procedure
    .input(listNotesInput)
    .output(z.array(noteSummary))
    .query(({ ctx, input }) => ctx.services.notes.list(input)),
  get: procedure
    .input(z.object({ id: rowId }))
    .output(note)
    .query(({ ctx, input }) => ctx.services.notes.get(input.id)),
  factLines: procedure
    .input(z.object({ day: localDate }))
    .output(z.array(z.string()))
    .query(({ ctx, input }) => factLines(ctx.services.notes.facts(input.day))),
  open: procedure
    .input(openNoteInput)
    .output(note)
    .mutation(({ ctx, input }) => ctx.services.notes.open(input)),
  save: procedure
    .input(saveNoteInput)
    .output(savedNote)
    .mutation(({ ctx, input }) => ctx.services.notes.save(input)),
  finish: procedure
    .input(z.object({ id: rowId, finished: z.boolean() }))
    .output(note)
    .mutation(({ ctx, input }) => ctx.services.notes.finish(input)),
  remove: procedure
    .input(z.object({ id: rowId, restore: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.services.notes.remove(input)),
});
