import { z } from 'zod';
import { rowId, slug } from './ids.ts';

export const activity = z.enum(['lab', 'reading', 'building', 'teaching', 'reviewing', 'planning']);
export type Activity = z.infer<typeof activity>;

export const sessionSource = z.enum(['hand', 'timer', 'lab', 'import']);

/** A calendar day as YYYY-MM-DD. */
export const localDate = z.iso.date();
/** Milliseconds since the epoch, UTC. */
export const instant = z.int().nonnegative();

/** What a session or the timer is about. Everything is optional: an hour counts without a label. */
export const subject = z.object({
  skillId: slug.nullable().default(null),
  labId: slug.nullable().default(null),
  targetId: slug.nullable().default(null),
  activity: activity.default('building'),
  note: z.string().max(20_000, 'keep a note under 20,000 characters').default(''),
});
export type Subject = z.infer<typeof subject>;

/** A stretch of practice. `seconds` is what counts; it is at most `endedAt - startedAt` (pauses are cut). */
export const practiceSession = subject.extend({
  id: rowId,
  startedAt: instant,
  endedAt: instant,
  seconds: z.int().positive(),
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
  startedAt: instant.optional(),
});
export type LogInput = z.input<typeof logInput>;

export const updateInput = subject.partial().extend({
  id: rowId,
  minutes: minutes.optional(),
  startedAt: instant.optional(),
});

export const listInput = z.object({
  from: localDate.optional(),
  to: localDate.optional(),
  skillId: slug.optional(),
  limit: z.int().min(1).max(500).default(50),
  before: z.object({ startedAt: instant, id: rowId }).optional().describe('the last row of the page before'),
});

/**
 * The timer as a row. `heartbeatAt` is the last moment at which a running Cairn saw it run; null until one has
 * (a timer started in a terminal with the app closed).
 */
export const timerState = subject.extend({
  startedAt: instant,
  heartbeatAt: instant.nullable(),
  zone: z.string(),
  /** Set after a crash, a kill or a sleep: only the time up to the heartbeat is provable. */
  interrupted: z.boolean(),
  /** Seconds that are provable: to the heartbeat when interrupted, else to now. */
  seconds: z.int().nonnegative(),
});
export type TimerState = z.infer<typeof timerState>;

/** What to do with an interrupted timer's provable time. */
export const recovery = z.enum(['keep', 'keep-and-continue', 'discard']);

export const dayTotal = z.object({ date: localDate, seconds: z.int(), sessions: z.int() });
export type DayTotal = z.infer<typeof dayTotal>;
