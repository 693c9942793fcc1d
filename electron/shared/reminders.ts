import { z } from 'zod';
import { weekday } from './curriculum.ts';
import { rowId } from './ids.ts';
import { instant } from './practice.ts';
import { clockTime, occurrenceRef, rhythmEntry } from './rhythm.ts';

/** When nothing is reminded of: from one wall-clock time to another, also over midnight, and on whole days. */
export const quietHours = z.object({
  on: z.boolean(),
  from: clockTime,
  to: clockTime,
  days: z.array(weekday).max(7),
});
export type QuietHours = z.infer<typeof quietHours>;

/** Off until the person says yes. `since` is when they did: what was due before is never reminded of. */
export const reminderSettings = z.object({
  on: z.boolean().default(false),
  since: instant.default(0),
  /** The offer on the rhythm page was answered. */
  offered: z.boolean().default(false),
  minutesBefore: z.int().min(0).max(120).default(0),
  quiet: quietHours.default({ on: true, from: '21:00', to: '08:00', days: [] }),
});
export type ReminderSettings = z.infer<typeof reminderSettings>;

export const reminderPatch = z.object({
  on: z.boolean().optional(),
  offered: z.boolean().optional(),
  minutesBefore: reminderSettings.shape.minutesBefore.unwrap().optional(),
  quiet: quietHours.optional(),
});
export type ReminderPatch = z.infer<typeof reminderPatch>;

/** One reminder as it is shown: of one item, or of several at once. Items done meanwhile are not in it. */
export const notice = z.object({
  id: rowId,
  at: instant,
  /** Something of it was due while Cairn was off, asleep, or kept quiet. */
  missed: z.boolean(),
  delivered: z.boolean().describe('a window has shown it as a notification of the system'),
  entries: z.array(rhythmEntry),
});
export type Notice = z.infer<typeof notice>;

export const reminderView = z.object({
  settings: reminderSettings,
  notices: z.array(notice),
  /** The next reminder, if nothing changes; epoch ms. */
  nextAt: instant.nullable(),
});
export type ReminderView = z.infer<typeof reminderView>;

export const snoozeInput = z.object({
  noticeId: rowId,
  until: z.enum(['ten-minutes', 'one-hour', 'tomorrow']),
  items: z.array(occurrenceRef).max(100).optional().describe('only these; all when left out'),
});
export type Snooze = z.infer<typeof snoozeInput>;
