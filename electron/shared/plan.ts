import { z } from 'zod';
import { evidence } from './evidence.ts';
import { rowId, slug } from './ids.ts';
import { forecast } from './forecast.ts';
import { habit } from './habit.ts';
import { localDate } from './practice.ts';

/** The person's choice of path and pace. `hoursPerWeek` null keeps the path's own budgets. */
export const enrolment = z.object({
  pathId: slug,
  startedOn: localDate,
  hoursPerWeek: z.number().min(0.5).max(80).nullable(),
});
export type Enrolment = z.infer<typeof enrolment>;

/** Days from one date to another, both inclusive. */
export const stretch = z.object({ startsOn: localDate, endsOn: localDate });
export type Stretch = z.infer<typeof stretch>;

/** A phase laid on the calendar. Dates are inclusive; hours are the budget of the whole phase. */
export const plannedPhase = z.object({
  id: slug,
  startsOn: localDate,
  endsOn: localDate,
  days: z.int().describe('all of them, paused ones included'),
  pausedDays: z.int(),
  hours: z.number(),
  weeklyHours: z.number().describe('the pace of its last days'),
  runs: z
    .array(z.object({ startsOn: localDate, days: z.int(), weeklyHours: z.number() }))
    .describe('stretches of one pace; the days between them are paused'),
});
export type PlannedPhase = z.infer<typeof plannedPhase>;

const reason = z.string().trim().max(200, 'keep the reason under 200 characters').default('');
const span = { startsOn: localDate, endsOn: localDate.nullable().describe('null: until I am back') };
const endsAfterStart = (it: { startsOn: string; endsOn: string | null }): boolean =>
  it.endsOn === null || it.endsOn >= it.startsOn;
const ENDS_EARLY = { path: ['endsOn'], message: 'a pause ends on its first day or later' };

/** Days on which the plan asks for nothing. Hours done in them count all the same. */
export const pauseKind = z.enum(['holiday', 'sick', 'other']);
export const pause = z.object({ id: rowId, ...span, kind: pauseKind, reason: z.string() });
export type Pause = z.infer<typeof pause>;
export const pauseInput = z
  .object({ ...span, kind: pauseKind.default('holiday'), reason })
  .refine(endsAfterStart, ENDS_EARLY);
export const pauseUpdate = z
  .object({ id: rowId, ...span, kind: pauseKind, reason })
  .refine(endsAfterStart, ENDS_EARLY);

/** Other hours a week from a date on; null goes back to the path's own budgets. */
export const paceInput = z.object({
  fromOn: localDate,
  hoursPerWeek: z
    .number()
    .min(0.5, 'half an hour a week is the least; for nothing at all make a pause')
    .max(80, '80 hours a week is the most')
    .nullable(),
});
export const paceChange = paceInput.extend({ id: rowId });
export type PaceChange = z.infer<typeof paceChange>;

/** All that a plan is laid from, beside the path itself. A change keeps it as it was before and after. */
export const planInputs = z.object({
  enrolment: enrolment.extend({ id: rowId }).nullable(),
  paces: z.array(paceChange),
  pauses: z.array(pause),
});
export type PlanInputs = z.infer<typeof planInputs>;
export const changeKind = z.enum(['enrol', 'pause', 'pace']);

/** One change of the plan, in words, with the plan that it led to as it would be laid today. */
export const planVersion = z.object({
  id: rowId,
  at: z.int(),
  text: z.string(),
  undone: z.boolean(),
  phases: z.array(plannedPhase.pick({ id: true, startsOn: true, endsOn: true })),
  movedDays: z
    .int()
    .nullable()
    .describe('of the last day; null where the change came with another path or first'),
});
export type PlanVersion = z.infer<typeof planVersion>;

/** How likely a target is done by its planned day. */
export const risk = z.enum(['on-time', 'tight', 'at-risk', 'unknown']);
export type Risk = z.infer<typeof risk>;

/** What lies ahead at the recent pace. */
export const outlook = z.object({
  hoursPerWeek: z.number().nullable().describe('of the recent weeks; null without enough of them'),
  weeks: z.int(),
  weeksLeftOut: z.int().describe('for a pause in them'),
  phases: z.array(
    z.object({
      id: slug,
      hoursLeft: z.number(),
      forecast: forecast.nullable(),
      withMore: forecast.nullable().describe('with half an hour more on every day'),
    }),
  ),
  targets: z
    .array(
      z.object({
        targetId: slug,
        phaseId: slug,
        hours: z.number().describe('an estimate of what it still needs'),
        dueOn: localDate,
        forecast: forecast.nullable(),
        chanceLate: z.number().nullable(),
        risk,
        minutesMore: z.int().nullable().describe('a day, to reach it on time as likely as not'),
      }),
    )
    .describe('the open ones, in the order in which they are expected'),
});
export type Outlook = z.infer<typeof outlook>;

export const targetStatus = z.enum(['open', 'doing', 'done']);
/** What a change of a target did. */
export const targetChangeKind = z.enum([
  'state',
  'done',
  'reopen',
  'day',
  'note',
  'evidence-add',
  'evidence-remove',
]);
export const MAX_TARGET_NOTE = 20_000;

/** A target with what the person has done about it. */
export const targetProgress = z.object({
  targetId: slug,
  status: targetStatus,
  doneOn: localDate.nullable(),
  changedAt: z.int().nullable(),
  note: z.string().describe('the person’s own words about it, as markdown'),
  evidence: z.array(evidence),
  /** What `undo` takes back next. */
  latestChange: z.object({ id: rowId, kind: targetChangeKind, at: z.int() }).nullable(),
});
export type TargetProgress = z.infer<typeof targetProgress>;

/** Where the person stands. Seconds everywhere; `due` of a phase and `ahead` go by an even pace until last night. */
export const planView = z.object({
  enrolment,
  enrolled: z.boolean().describe('false while nobody has chosen a path: the default is shown'),
  today: localDate,
  currentPhaseId: slug,
  workingPhaseId: slug.describe('the phase whose hours are being filled now; the last one when all are done'),
  dayOfPlan: z.int(),
  endsOn: localDate,
  day: z.object({ done: z.int(), due: z.int() }),
  week: z.object({
    done: z.int(),
    due: z.int(),
    dueSoFar: z.int().describe('until last night'),
    startsOn: localDate,
  }),
  ahead: z.int().describe('of the even pace, over the whole plan; negative is behind'),
  /** What would close a gap by the end of the current phase, in minutes a day beside the plan's own; 0 without one. */
  minutesToClose: z.int(),
  pauses: z.array(pause).describe('in order'),
  pausedNow: pause.nullable(),
  paces: z.array(paceChange).describe('in order'),
  habit,
  latestChange: rowId.nullable().describe('the change that `undo` takes back'),
  /** Of the hours of the working phase; null while there is no pace to go by, or when they are done. */
  forecast: forecast.nullable(),
  phases: z.array(
    plannedPhase.extend({
      done: z.int().describe('hours fill the phases in order'),
      due: z.int(),
      state: z.enum(['past', 'current', 'future']),
      targetsDone: z.int(),
      targets: z.int(),
    }),
  ),
  targets: z.array(targetProgress),
});
export type PlanView = z.infer<typeof planView>;
