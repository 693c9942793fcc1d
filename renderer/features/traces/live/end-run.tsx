import OctagonX from 'lucide-react/icons/octagon-x';
import { api, updateData, useChange, useData } from '../../../api/index.ts';
import { Button, useToasts } from '../../../ui/index.ts';

/** The kill switch of one run; nothing when the run has ended. */
export function EndRun({ runId, label }: { runId: string; label?: string }) {
  const toasts = useToasts();
  const isLive = useData('runs', 'live').data?.some((run) => run.runId === runId) ?? false;
  const stop = useChange(api.runs.stop.mutate, {
    onDone: (left) => {
      updateData('runs', 'live', () => left);
      toasts.show('The run was ended. Its calls stopped at once.');
    },
  });
  if (!isLive) return null;
  return (
    <Button
      size="sm"
      variant="danger"
      busy={stop.isPending}
      aria-label={label ? `End run: ${label}` : undefined}
      onClick={() => stop.mutate({ runId })}
    >
      <OctagonX aria-hidden="true" />
      End run
    </Button>
  );
}
