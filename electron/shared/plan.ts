import { z } from 'zod';
import { rowId, slug } from './ids.ts';
import { forecast } from './forecast.ts';
import { localDate } from './practice.ts';

/** The person's choice of path and pace. `hoursPerWeek` null keeps the path's own budgets. */
export const enrolment = z.object({
  pathId: slug,
  startedOn: localDate,
  hoursPerWeek: z.number().min(0.5).max(80).nullable(),
});
export type Enrolment = z.infer<typeof enrolment>;

/** A phase laid on the calendar. Dates are inclusive; hours are the budget of the whole phase. */
export const plannedPhase = z.object({
  id: slug,
  startsOn: localDate,
  endsOn: localDate,
  days: z.int(),
  hours: z.number(),
  weeklyHours: z.number(),
});
export type PlannedPhase = z.infer<typeof plannedPhase>;

export const targetStatus = z.enum(['open', 'doing', 'done']);
export const evidenceKind = z.enum(['link', 'note', 'lab-run']);
export const evidence = z.object({
  id: rowId,
  targetId: slug,
  kind: evidenceKind,
  value: z.string(),
  createdAt: z.int(),
});
export type Evidence = z.infer<typeof evidence>;

export const addEvidenceInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    targetId: slug,
    value: z.url({ protocol: /^https?$/, error: 'a link starts with https://' }).max(2000),
  }),
  z.object({ kind: z.literal('note'), targetId: slug, value: z.string().trim().min(1).max(20_000) }),
  z.object({ kind: z.literal('lab-run'), targetId: slug, value: rowId }),
]);

/** A target with what the person has done about it. */
export const targetProgress = z.object({
  targetId: slug,
  status: targetStatus,
  doneOn: localDate.nullable(),
  changedAt: z.int().nullable(),
  evidence: z.array(evidence),
});
export type TargetProgress = z.infer<typeof targetProgress>;

/** Where the person stands. Seconds everywhere; a phase's `due` is what an even pace had reached last night. */
export const planView = z.object({
  enrolment,
  enrolled: z.boolean().describe('false while nobody has chosen a path: the default is shown'),
  today: localDate,
  currentPhaseId: slug,
  dayOfPlan: z.int(),
  endsOn: localDate,
  day: z.object({ done: z.int(), due: z.int() }),
  week: z.object({ done: z.int(), due: z.int(), startsOn: localDate }),
  /** Of the current phase's hours; null while there is no pace to go by, or when they are done. */
  forecast: forecast.nullable(),
  phases: z.array(
    plannedPhase.extend({
      done: z.int(),
      due: z.int(),
      state: z.enum(['past', 'current', 'future']),
      targetsDone: z.int(),
      targets: z.int(),
    }),
  ),
  targets: z.array(targetProgress),
});
export type PlanView = z.infer<typeof planView>;
