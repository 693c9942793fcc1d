import type { PlanView } from '../../../../electron/shared/plan.ts';
import { api, updateData, useChange } from '../../../api/index.ts';
import { useToasts } from '../../../ui/index.ts';
import { showDate } from '../../practice/show-time.ts';

interface Options {
  /** What was done, for the toast: "Pause added". */
  done: string;
  onDone?: () => void;
  /** The form shows the error itself. */
  quiet?: boolean;
}

/** Changes the plan, says where it ends now, and offers to take the change back. */
export function usePlanChange<I>(
  call: (input: I) => Promise<PlanView>,
  { done, onDone, quiet = false }: Options,
) {
  const toasts = useToasts();
  const undo = useChange(api.plan.undo.mutate, {
    onDone: (plan) => {
      updateData('plan', 'get', () => plan);
      toasts.show(`Taken back. The plan ends on ${showDate(plan.endsOn)}.`);
    },
  });
  return useChange(call, {
    onError: () => quiet,
    onDone: (plan) => {
      updateData('plan', 'get', () => plan);
      const { latestChange } = plan;
      toasts.show(`${done}. The plan ends on ${showDate(plan.endsOn)}.`, {
        ...(latestChange && { undo: () => undo.mutate({ id: latestChange }) }),
      });
      onDone?.();
    },
  });
}
