import { z } from 'zod';
import { rhythmItem } from './curriculum.ts';
import { planView } from './plan.ts';
import { practiceSession, timerState } from './practice.ts';

/** The one thing to do next, and why it is that one. `to` is a route of the app. */
export const nextStep = z.object({
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

/** A rhythm item in its period (a day, a week, a month, a quarter) and whether it is checked off there. */
export const rhythmEntry = rhythmItem.extend({
  period: z.string(),
  checkedAt: z.int().nullable(),
});
export type RhythmEntry = z.infer<typeof rhythmEntry>;

export const todayView = z.object({
  plan: planView,
  next: nextStep,
  timer: timerState.nullable(),
  rhythm: z.array(rhythmEntry),
  recent: z.array(practiceSession),
});
export type TodayView = z.infer<typeof todayView>;
