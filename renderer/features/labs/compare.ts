import type { OpenLab } from '../../../electron/shared/labs.ts';

/** What the file in the editor is compared with. */
export type CompareWith = 'starter' | 'solution';

export const COMPARE_TITLE: Record<CompareWith, string> = {
  starter: 'the starter',
  solution: 'the reference solution',
};

/** Whether the reference may be shown without being asked for: every step has passed once. */
export const isSolved = (lab: OpenLab): boolean => lab.steps.every(({ passedAt }) => passedAt !== null);
