import { describeCounts, type Backup } from '../../../electron/shared/backup.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Button, Dialog, ErrorNote, useToasts } from '../../ui/index.ts';
import { showWhen } from './backups-words.ts';

/** Asks once more, says what comes and what happens to what is there now, and restores. */
export function RestoreDialog({ backup, onClose }: { backup: Backup | null; onClose: () => void }) {
  const { data } = useData('backup', 'list', undefined, { enabled: backup !== null });
  const toasts = useToasts();
  const restore = useChange(api.backup.restore.mutate, {
    onError: () => true,
    onDone: ({ after, saved }) => {
      toasts.show(
        `Restored: ${describeCounts(after)}.`,
        saved ? { hint: 'What was here before is in the list of backups.' } : {},
      );
      onClose();
    },
  });
  const now = data && data.current.rows > 0 ? describeCounts(data.current) : null;
  return (
    <Dialog
      open={backup !== null}
      onClose={() => {
        restore.reset();
        onClose();
      }}
      title="Restore this backup?"
      lead={
        backup?.counts
          ? `It was made on ${showWhen(backup.at)} and holds ${describeCounts(backup.counts)}.`
          : undefined
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={restore.isPending}
            onClick={() => backup && restore.mutate({ name: backup.name })}
          >
            Restore
          </Button>
        </>
      }
    >
      <p>
        {now
          ? `What is here now (${now}) is replaced. Cairn backs it up first, so you can go back.`
          : 'There is nothing here yet that could be lost.'}{' '}
        The files of your labs stay as they are.
      </p>
      <ErrorNote error={restore.error} />
    </Dialog>
  );
}
