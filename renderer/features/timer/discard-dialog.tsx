import { formatDuration } from '../../../electron/shared/time.ts';
import { useTimer } from '../../app/use-timer.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Dialog } from '../../ui/index.ts';

/** Asks before time is thrown away, because that cannot be undone. */
export function DiscardDialog({ onClose }: { onClose: () => void }) {
  const { seconds } = useTimer();
  const discard = useChange(api.timer.discard.mutate, { onDone: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Discard the running time?"
      lead={`${formatDuration(seconds)} will not be logged. This cannot be undone.`}
      footer={
        <>
          <Button onClick={onClose}>Go on with the timer</Button>
          <Button variant="danger" busy={discard.isPending} onClick={() => discard.mutate()}>
            Discard
          </Button>
        </>
      }
    />
  );
}
