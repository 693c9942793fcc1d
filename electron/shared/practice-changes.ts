import { z } from 'zod';
import { rowId } from './ids.ts';
import { actor, instant, localDate, practiceSession, sessionFilter, subjectPatch } from './practice.ts';

/** The most sessions that one action changes; more is a mistake in the filter, or two actions. */
export const MOST_AT_ONCE = 10_000;
/** The most parts that one split makes. */
export const MOST_PARTS = 20;

const ids = z.array(rowId).min(1, 'choose a session').max(MOST_AT_ONCE);

/** The sessions that an action is for: these, or all that a filter finds. */
export const selection = z.union([z.object({ ids }), z.object({ filter: sessionFilter })]);
export type Selection = z.infer<typeof selection>;

/** Two weeks of minutes to either side: more is a wrong year, and a day is moved with `toDate`. */
const SHIFT = 366 * 24 * 60;

/** What a bulk edit does to each of its sessions. What is left out stays. */
export const bulkChange = subjectPatch
  .omit({ note: true })
  .extend({
    noteAppend: z.string().min(1).max(2000, 'add at most 2,000 characters').optional(),
    shiftMinutes: z.int().min(-SHIFT).max(SHIFT).optional(),
    toDate: localDate.optional().describe('the day they shall count for; times of day stay'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'say what to change')
  .refine((change) => change.shiftMinutes === undefined || change.toDate === undefined, {
    message: 'move to a day or shift by a time, not both',
  });
export type BulkChange = z.infer<typeof bulkChange>;

/** Where a session is cut: at a moment, or after so many counted minutes of it. */
export const cut = z.union([
  z.object({ at: instant }),
  z.object({ afterMinutes: z.number().positive('a part needs more than 0 minutes') }),
]);
export type Cut = z.infer<typeof cut>;

export const splitInput = z
  .object({
    id: rowId,
    cuts: z
      .array(cut)
      .min(1)
      .max(MOST_PARTS - 1),
    parts: z
      .array(subjectPatch)
      .optional()
      .describe('what each part is about, in order; what is left out stays'),
  })
  .refine(({ cuts, parts }) => !parts || parts.length === cuts.length + 1, {
    path: ['parts'],
    message: 'there is one part more than there are cuts',
  });
export type SplitInput = z.infer<typeof splitInput>;

export const mergeInput = z.object({
  ids: z.array(rowId).min(2, 'choose at least two sessions').max(MOST_PARTS, 'merge at most 20 sessions'),
  /** What the merged session is about; left out: what the longest of them is, with all their notes. */
  about: subjectPatch.optional(),
});
export type MergeInput = z.infer<typeof mergeInput>;

export const trimInput = z.object({ id: rowId, by: rowId });

export const changeAction = z
  .enum(['log', 'edit', 'delete', 'split', 'merge', 'move', 'bulk', 'trim', 'import'])
  .catch('edit');
export type ChangeAction = z.infer<typeof changeAction>;

/** What an action gives back. `changeId` undoes all of it. */
export const acted = z.object({ sessions: z.int(), changeId: rowId.nullable() });
export type Acted = z.infer<typeof acted>;

export const sessionChange = z.object({
  sessionId: rowId,
  kind: z.enum(['create', 'update', 'delete']),
  before: practiceSession.nullable(),
  after: practiceSession,
});
export type SessionChange = z.infer<typeof sessionChange>;

/** One action in the history, with the first of its changes. */
export const historyEntry = z.object({
  id: rowId,
  action: changeAction,
  actor: actor.catch('hand'),
  at: instant,
  undoneAt: instant.nullable(),
  redoneAt: instant.nullable(),
  sessions: z.int(),
  changes: z.array(sessionChange),
  /** Whether it can be undone, or where it is undone, redone; false when something later depends on it. */
  canTurn: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const historyInput = z.object({
  sessionId: rowId.optional(),
  limit: z.int().min(1).max(100).default(30),
  before: z.int().optional().describe('`next` of the page before'),
});

export const historyPage = z.object({ entries: z.array(historyEntry), next: z.int().nullable() });

/** What the undo and redo keys would do now. */
export const undoStack = z.object({
  undo: historyEntry.omit({ changes: true, canTurn: true }).nullable(),
  redo: historyEntry.omit({ changes: true, canTurn: true }).nullable(),
});

/** Two sessions that share time. */
export const overlap = z.object({
  first: practiceSession,
  second: practiceSession,
  from: instant,
  to: instant,
});
export type Overlap = z.infer<typeof overlap>;
