import { z } from 'zod';
import { rhythmItem, weekday } from './curriculum.ts';
import { rowId, slug } from './ids.ts';
import { instant, localDate } from './practice.ts';

/** A time of day on the wall clock, "09:30". */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use a time, like "09:30"');
/** A day, a Monday's week, a month or a quarter: "2026-11-20", "week-2026-11-16", "2026-11", "2026-Q4". */
export const period = z
  .string()
  .regex(
    /^(?:\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?|week-\d{4}-\d{2}-\d{2}|\d{4}-Q[1-4])$/,
    'use a period, like "2026-11-20" or "2026-Q4"',
  );

/** What has become of an item in one period. Checked off and skipped exclude each other. */
export const occurrenceState = z.object({
  checkedAt: instant.nullable(),
  skippedAt: instant.nullable(),
  skipReason: z.string().max(500, 'keep a reason under 500 characters'),
  movedOn: localDate.nullable(),
  movedTime: clockTime.nullable(),
});
export type OccurrenceState = z.infer<typeof occurrenceState>;

/** An item as this person has it: the curriculum's, with their own changes, or one of their own. */
export const personalItem = rhythmItem.extend({
  own: z.boolean(),
  changed: z.boolean().describe('the person has changed the time, the day, or turned it off'),
  active: z.boolean(),
  remind: z.boolean(),
  /** When the person last changed it, epoch ms; 0 for an item as the curriculum has it. */
  changedAt: z.int(),
});
export type PersonalItem = z.infer<typeof personalItem>;

/**
 * An item in its period. `date` is the day it is planned for (null while an item of a week, month or quarter has
 * none), `time` the wall-clock time there.
 */
export const rhythmEntry = personalItem.extend({
  ...occurrenceState.shape,
  period,
  date: localDate.nullable(),
  noteId: rowId.nullable(),
});
export type RhythmEntry = z.infer<typeof rhythmEntry>;

export const pastState = z.object({ period, state: z.enum(['done', 'skipped', 'open']), reason: z.string() });

/** One week by day, and what belongs to the week, month and quarter that its last day is in. */
export const weekView = z.object({
  startsOn: localDate,
  today: localDate,
  days: z.array(rhythmEntry),
  longer: z.array(rhythmEntry.extend({ past: z.array(pastState) })),
});
export type WeekView = z.infer<typeof weekView>;
export type LongerEntry = WeekView['longer'][number];

/** Names one item in one period. */
export const occurrenceRef = z.object({ itemId: slug, period });

export const markInput = z.discriminatedUnion('do', [
  z.object({ do: z.literal('check'), ...occurrenceRef.shape }),
  z.object({ do: z.literal('reopen'), ...occurrenceRef.shape }),
  z.object({
    do: z.literal('skip'),
    ...occurrenceRef.shape,
    reason: occurrenceState.shape.skipReason.default(''),
  }),
  z.object({
    do: z.literal('move'),
    ...occurrenceRef.shape,
    on: localDate.nullable(),
    time: clockTime.nullable(),
  }),
]);
export type MarkInput = z.infer<typeof markInput>;

/** What a mark gives back: the entry as it now is, and the state that undoes it. */
export const marked = z.object({ entry: rhythmEntry, before: occurrenceState });
export type Marked = z.infer<typeof marked>;

export const restoreInput = z.object({ ...occurrenceRef.shape, state: occurrenceState });

const schedule = {
  weekday: weekday.nullable(),
  time: clockTime.nullable(),
  minutes: z.int().positive().max(1440, 'an item takes at most a day').nullable(),
};

/** Changes the time, day, length or state of an item; of an own one also its words. */
export const changeItemInput = z.object({
  id: slug,
  title: z.string().trim().min(1, 'give it a title').max(200).optional(),
  detail: z.string().trim().max(2000).optional(),
  ...z.object(schedule).partial().shape,
  active: z.boolean().optional(),
  remind: z.boolean().optional(),
});
export type ChangeItem = z.infer<typeof changeItemInput>;

/** An item of the person's own. */
export const addItemInput = z
  .object({
    title: z.string().trim().min(1, 'give it a title').max(200),
    detail: z.string().trim().max(2000).default(''),
    cadence: rhythmItem.shape.cadence,
    ...schedule,
  })
  .refine((item) => item.cadence !== 'weekday' || item.weekday !== null, {
    path: ['weekday'],
    message: 'say on which day of the week it is due',
  })
  .refine((item) => item.cadence === 'weekday' || (item.weekday === null && item.time === null), {
    path: ['weekday'],
    message: 'only an item of a weekday has a day and a time; plan another one for a day by moving it',
  });
export type AddItem = z.infer<typeof addItemInput>;

/** A stored row of an own item, or of the person's changes to one of the curriculum. */
export const itemRow = z.object({
  id: slug,
  own: z.boolean(),
  title: z.string().max(200).nullable(),
  detail: z.string().max(2000).nullable(),
  cadence: rhythmItem.shape.cadence.nullable(),
  ...schedule,
  active: z.boolean(),
  remind: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
});
export type ItemRow = z.infer<typeof itemRow>;
