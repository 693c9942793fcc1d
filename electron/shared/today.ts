import { z } from 'zod';
import { planView } from './plan.ts';
import { practiceSession } from './practice.ts';
import { rhythmEntry } from './rhythm.ts';
import { minutesAvailable } from './settings.ts';
import { timerState } from './timer.ts';

/** The one thing to do next, and why it is that one. `to` is a route of the app. */
export const nextStep = z.object({
  id: z.string().max(120).describe('of the step: "lab:first-call"'),
  kind: z.enum(['welcome', 'lab', 'target', 'skill']),
  title: z.string(),
  reason: z.string(),
  action: z.string(),
  to: z.string(),
  minutes: z.int().nullable(),
  skillId: z.string().nullable(),
  labId: z.string().nullable(),
  targetId: z.string().nullable(),
});
export type NextStep = z.infer<typeof nextStep>;

export const nextSteps = z.object({
  next: nextStep,
  alternatives: z.array(nextStep).max(2),
  minutes: minutesAvailable.describe('the time at hand that they were ranked for'),
});
export type NextSteps = z.infer<typeof nextSteps>;

export type { RhythmEntry } from './rhythm.ts';

export const todayView = z.object({
  plan: planView,
  ...nextSteps.shape,
  timer: timerState.nullable(),
  rhythm: z.array(rhythmEntry),
  recent: z.array(practiceSession),
});
export type TodayView = z.infer<typeof todayView>;
