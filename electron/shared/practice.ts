import { z } from 'zod';
import { rowId, slug } from './ids.ts';

export const activity = z.enum(['lab', 'reading', 'building', 'teaching', 'reviewing', 'planning']);
export type Activity = z.infer<typeof activity>;

export const sessionSource = z.enum(['hand', 'timer', 'lab', 'import']);
/** Who or what changed a session. */
export const actor = z.enum(['hand', 'timer', 'lab', 'import', 'terminal']);
export type Actor = z.infer<typeof actor>;

/** A calendar day as YYYY-MM-DD. */
export const localDate = z.iso.date();
/** Milliseconds since the epoch, UTC. */
export const instant = z.int().nonnegative();
/** A moment that a person typed: 1900 is before the epoch, and the server says in words why it is refused. */
const typedInstant = z.int();

/** What a session or the timer is about. Everything is optional: an hour counts without a label. */
export const subject = z.object({
  skillId: slug.nullable().default(null),
  labId: slug.nullable().default(null),
  targetId: slug.nullable().default(null),
  activity: activity.default('building'),
  note: z.string().max(20_000, 'keep a note under 20,000 characters').default(''),
});
export type Subject = z.infer<typeof subject>;

/** What changes of a subject: what is left out stays, so nothing is filled in by default. */
export const subjectPatch = z
  .object({
    skillId: subject.shape.skillId.unwrap(),
    labId: subject.shape.labId.unwrap(),
    targetId: subject.shape.targetId.unwrap(),
    activity: subject.shape.activity.unwrap(),
    note: subject.shape.note.unwrap(),
  })
  .partial();

/** A stretch inside a session that does not count. */
export const pause = z.object({ from: instant, to: instant });
export type Pause = z.infer<typeof pause>;

/**
 * A stretch of practice. `seconds` is what counts; it is at most `endedAt - startedAt` (pauses are cut). `pauses`
 * holds those whose times are known, in order and apart; a length that was typed by hand can be shorter still.
 */
export const practiceSession = subject.extend({
  id: rowId,
  startedAt: instant,
  endedAt: instant,
  seconds: z.int().positive(),
  pauses: z.array(pause).default([]),
  zone: z.string(),
  localDate,
  source: sessionSource,
  createdAt: instant,
  updatedAt: instant,
});
export type PracticeSession = z.infer<typeof practiceSession>;

const minutes = z
  .number()
  .positive('a session needs more than 0 minutes')
  .max(24 * 60, 'a session is at most 24 hours; log two');

/** What a person gives to log a session: how long, and either when it ended, or nothing for "until now". */
export const logInput = subject.partial().extend({
  minutes,
  startedAt: typedInstant.optional(),
});
export type LogInput = z.input<typeof logInput>;

export const updateInput = subjectPatch.extend({
  id: rowId,
  minutes: minutes.optional(),
  startedAt: typedInstant.optional(),
});

/** Which sessions. Every field narrows; an empty filter is all of them. */
export const sessionFilter = z.object({
  from: localDate.optional(),
  to: localDate.optional(),
  skillId: slug.nullable().optional().describe('null: those without a skill'),
  labId: slug.optional(),
  targetId: slug.optional(),
  activity: activity.optional(),
  source: sessionSource.optional(),
  text: z.string().max(200, 'search for at most 200 characters').optional().describe('words of the note'),
});
export type SessionFilter = z.infer<typeof sessionFilter>;

export const listInput = sessionFilter.extend({
  limit: z.int().min(1).max(500).default(50),
  offset: z.int().min(0).default(0),
  before: z.object({ startedAt: instant, id: rowId }).optional().describe('the last row of the page before'),
});

export const dayTotal = z.object({ date: localDate, seconds: z.int(), sessions: z.int() });
export type DayTotal = z.infer<typeof dayTotal>;
