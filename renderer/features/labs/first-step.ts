import type { LabStep, OpenLab } from '../../../electron/shared/labs.ts';

/** The first step that has not passed, or the first one of all. */
export function nextStep(steps: readonly LabStep[]): LabStep | undefined {
  return steps.find(({ status }) => status !== 'pass') ?? steps[0];
}

/** What a lab opens at: the overview (null) until something was checked and when all passes, else the next step. */
export function firstStep({ steps }: OpenLab): string | null {
  const isOneState = ['todo', 'pass'].some((state) => steps.every(({ status }) => status === state));
  return isOneState ? null : (nextStep(steps)?.id ?? null);
}
