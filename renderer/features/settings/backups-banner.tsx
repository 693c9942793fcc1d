import { useState } from 'react';
import { describeCounts, type Backup, type StoreNotice } from '../../../electron/shared/backup.ts';
import { useData } from '../../api/index.ts';
import styles from '../../app/banners.module.css';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { RestoreDialog } from './backups-restore-dialog.tsx';
import { showWhen } from './backups-words.ts';

/** Says on every page that the data could not be opened, or is gone, and offers what can be brought back. */
export function BackupsBanner() {
  const { data: notice } = useData('backup', 'damaged');
  const [dismissed, setDismissed] = useState(false);
  const [chosen, setChosen] = useState<Backup | null>(null);
  if (!notice || dismissed) return null;
  const { best } = notice;
  return (
    <div className={styles.banner} role="alert">
      <p>
        <What notice={notice} />{' '}
        {best?.counts
          ? `The newest backup is of ${showWhen(best.at)} and holds ${describeCounts(best.counts)}.`
          : 'There is no backup to restore.'}
      </p>
      <div className="row">
        {best && (
          <Button variant="primary" size="sm" onClick={() => setChosen(best)}>
            Restore it
          </Button>
        )}
        <ButtonLink size="sm" to="/settings#backups">
          All backups
        </ButtonLink>
        <Button size="sm" variant="ghost" onClick={() => setDismissed(true)}>
          Go on without
        </Button>
      </div>
      <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}

function What({ notice: { kind, reason, folder } }: { notice: StoreNotice }) {
  if (kind === 'empty') return <strong>There is no practice here, but a backup has some.</strong>;
  return (
    <>
      <strong>Your database was damaged, and Cairn began a new one.</strong> Nothing was thrown away: the
      damaged files are in <code>{folder}</code> ({reason}).
    </>
  );
}
