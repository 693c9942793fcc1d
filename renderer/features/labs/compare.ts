import type { OpenLab } from '../../../electron/shared/labs.ts';

/** What the file in the editor is compared with. */
export type CompareWith = 'starter' | 'solution';

export const COMPARE_TITLE: Record<CompareWith, string> = {
  starter: 'the starter',
  solution: 'the reference solution',
};

/** Whether every step passes as it is now. */
export const isWhole = (lab: OpenLab): boolean => lab.steps.every(({ status }) => status === 'pass');

/** Whether the reference may be shown without being asked for: every step has passed once. */
export const isSolved = (lab: OpenLab): boolean => lab.steps.every(({ passedAt }) => passedAt !== null);
