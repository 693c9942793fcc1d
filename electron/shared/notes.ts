import { z } from 'zod';
import { rowId, slug } from './ids.ts';
import { instant, localDate } from './practice.ts';
import { period } from './rhythm.ts';

export const noteKind = z.enum(['teach-note', 'course', 'talk', 'free']);
export type NoteKind = z.infer<typeof noteKind>;

/** About forty printed pages; what is longer is a book and wants another tool. */
export const MAX_NOTE_CHARS = 200_000;

const link = z
  .string()
  .trim()
  .max(2000)
  .refine((value) => value === '' || /^https?:\/\/\S+$/i.test(value), 'a link starts with https://');

/** What a person writes in a note. Progress, date and place belong to courses and talks. */
export const noteFields = z.object({
  title: z.string().max(300, 'keep a title under 300 characters'),
  body: z.string().max(MAX_NOTE_CHARS, 'a note holds up to 200,000 characters; begin a second one'),
  link,
  progress: z.int().min(0).max(100).describe('percent of a course or chapter'),
  onDate: localDate.nullable().describe('the day of a talk'),
  place: z.string().max(300),
});
export type NoteFields = z.infer<typeof noteFields>;

export const note = noteFields.extend({
  id: rowId,
  kind: noteKind,
  /** The rhythm item and period that it was written for. */
  itemId: slug.nullable(),
  period: period.nullable(),
  createdAt: instant,
  updatedAt: instant,
  finishedAt: instant.nullable(),
});
export type Note = z.infer<typeof note>;

/** A note in a list: without its text, with the piece of it that was searched for. */
export const noteSummary = note
  .omit({ body: true })
  .extend({ excerpt: z.string(), words: z.int().nonnegative() });
export type NoteSummary = z.infer<typeof noteSummary>;

export const listNotesInput = z.object({
  search: z.string().trim().max(200).default(''),
  kind: noteKind.optional(),
  limit: z.int().min(1).max(500).default(100),
});

/** Opens the note of an item's period, made from its template when there is none; or begins a free one. */
export const openNoteInput = z.union([z.object({ itemId: slug, period }), z.object({ kind: noteKind })]);

/** `basedOn` is the `updatedAt` that the edit began from: another window's later text is never overwritten unseen. */
export const saveNoteInput = noteFields
  .partial()
  .extend({ id: rowId, basedOn: instant, overwrite: z.boolean().default(false) });
export type SaveNote = z.infer<typeof saveNoteInput>;

/** Saved, or not because the note was changed elsewhere since; then `note` is what is there now. */
export const savedNote = z.object({ outcome: z.enum(['saved', 'changed-elsewhere']), note });
export type SavedNote = z.infer<typeof savedNote>;

/** What happened in a week (Monday to Sunday), for a template. Seconds, and dollars as the ledger knows them. */
export const weekFacts = z.object({
  from: localDate,
  to: localDate,
  seconds: z.int(),
  skills: z.array(z.object({ title: z.string(), seconds: z.int() })),
  labs: z.array(z.object({ title: z.string(), steps: z.int() })),
  targets: z.array(z.string()),
  evidence: z.array(z.object({ target: z.string(), value: z.string() })),
  reading: z.array(
    z.object({ title: z.string(), url: z.string().nullable(), read: z.boolean(), takeaways: z.string() }),
  ),
  calls: z.int(),
  costUsd: z.number(),
  unpriced: z.int().describe('calls whose price is not known'),
});
export type WeekFacts = z.infer<typeof weekFacts>;
