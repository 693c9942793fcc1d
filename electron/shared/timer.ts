import { z } from 'zod';
import { instant, pause, subject } from './practice.ts';

/** A stretch without input that waits for a decision. `to` is null until somebody is back. */
export const idleStretch = z.object({ from: instant, to: instant.nullable() });
export type IdleStretch = z.infer<typeof idleStretch>;

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
  /** When the pause that lasts began; null while it runs. */
  pausedAt: instant.nullable(),
  pauses: z.array(pause),
  /** Away from the keyboard on purpose: reading, teaching. Then nobody is asked about input. */
  away: z.boolean(),
  inputAt: instant.nullable(),
  /** Stretches without input to decide about, oldest first. They do not count until they are kept. */
  idles: z.array(idleStretch),
  /** Seconds that are provable and decided: to the heartbeat when interrupted, to the pause, else to now. */
  seconds: z.int().nonnegative(),
});
export type TimerState = z.infer<typeof timerState>;

/** What to do with an interrupted timer's provable time. */
export const recovery = z.enum(['keep', 'keep-and-continue', 'discard']);

/** What ends a timer while a question is open needs to know what the time without input was. */
export const idleDecision = z.enum(['keep', 'cut']);
export type IdleDecision = z.infer<typeof idleDecision>;

/**
 * The answer about the oldest stretch without input. keep: it counts. cut: it becomes a pause. split: what was before
 * is logged, the stretch is logged as `entry` or dropped, and a new timer runs since its end.
 */
export const idleAnswer = z.object({
  /** The stretch that was asked about, so that a second window cannot answer the next question by mistake. */
  from: instant,
  choice: z.enum(['keep', 'cut', 'split']),
  entry: subject.partial().nullable().default(null),
});

/** A change of what the running timer is about; what is not given stays. */
export const timerEdit = z.object({
  skillId: subject.shape.skillId.unwrap().optional(),
  labId: subject.shape.labId.unwrap().optional(),
  targetId: subject.shape.targetId.unwrap().optional(),
  activity: subject.shape.activity.unwrap().optional(),
  note: subject.shape.note.unwrap().optional(),
  away: z.boolean().optional(),
});

export const adjustInput = z.object({
  startedAt: instant,
  /** Set once the person has seen that it runs into a session that is logged already. */
  overlap: z.boolean().default(false),
});

/** A start that would count time twice is not set before the person has said so. */
export const adjustResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('set'), timer: timerState }),
  z.object({ status: z.literal('overlaps'), lastEndedAt: instant }),
]);
