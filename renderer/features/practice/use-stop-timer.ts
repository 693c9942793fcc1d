import { formatDuration } from '../../../electron/shared/time.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/queries.ts';
import { useToasts } from '../../ui/toast.tsx';

/** Takes a practice change back and says so. */
export function useUndo(): (changeId: string) => void {
  const toasts = useToasts();
  const undo = useChange(api.practice.undo.mutate, { onDone: () => toasts.show('Undone.') });
  return (changeId) => undo.mutate({ changeId });
}

/** Stops the timer, logs its time and offers to take that back. */
export function useStopTimer() {
  const toasts = useToasts();
  const undo = useUndo();
  return useChange(api.timer.stop.mutate, {
    onDone: (finished) => {
      if (!finished) toasts.show('Stopped. Less than a second had passed, so nothing was logged.');
      else
        toasts.show(`Logged ${formatDuration(finished.session.seconds)}.`, {
          undo: () => undo(finished.changeId),
        });
    },
  });
}
