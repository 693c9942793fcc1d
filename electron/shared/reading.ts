import { z } from 'zod';
import { rowId, slug } from './ids.ts';
import { instant, localDate } from './practice.ts';

export const readingKind = z.enum(['paper', 'post', 'chapter', 'docs', 'video']);
export type ReadingKind = z.infer<typeof readingKind>;
export const readingStatus = z.enum(['want', 'reading', 'read']);
export type ReadingStatus = z.infer<typeof readingStatus>;

export const readingUrl = z
  .url({ protocol: /^https?$/, error: 'a link starts with https://' })
  .max(2000, 'that address is longer than 2,000 characters');
const title = z.string().trim().min(1, 'give it a title').max(300, 'keep a title under 300 characters');
const minutes = z.int().min(0).max(60_000);
const takeaways = z.string().max(20_000, 'keep takeaways under 20,000 characters');

/** A paper, post, chapter, page of documentation or video. `seconds` is what counts: its minutes and its sessions. */
export const reading = z.object({
  id: rowId,
  title,
  url: readingUrl.nullable(),
  kind: readingKind,
  status: readingStatus,
  minutes,
  takeaways,
  resourceId: slug.nullable(),
  startedOn: localDate.nullable(),
  finishedOn: localDate.nullable(),
  createdAt: instant,
  updatedAt: instant,
  sessionIds: z.array(rowId),
  seconds: z.int().nonnegative(),
});
export type Reading = z.infer<typeof reading>;

/** An address, a title, or a resource of the curriculum; what is left out is guessed. */
export const addReadingInput = z
  .object({
    url: readingUrl.optional(),
    title: title.optional(),
    kind: readingKind.optional(),
    status: readingStatus.default('want'),
    resourceId: slug.optional(),
  })
  .refine((input) => input.url ?? input.title ?? input.resourceId, { message: 'give an address or a title' });
export type AddReading = z.input<typeof addReadingInput>;

/** Added, or there already; then `item` is the one that is there. */
export const addedReading = z.object({ outcome: z.enum(['added', 'duplicate']), item: reading });
export type AddedReading = z.infer<typeof addedReading>;

export const changeReadingInput = z.object({
  id: rowId,
  title: title.optional(),
  url: readingUrl.nullable().optional(),
  kind: readingKind.optional(),
  status: readingStatus.optional(),
  minutes: minutes.optional(),
  takeaways: takeaways.optional(),
});
export type ChangeReading = z.infer<typeof changeReadingInput>;

/** What a change gives back: the entry as it is now, and the fields that undo it. */
export const changedReading = z.object({ item: reading, before: changeReadingInput });
