import { useEffect, useState } from 'react';
import { formatDuration } from '../../electron/shared/time.ts';
import { api, useChange, useConnection } from '../api/index.ts';
import { LockedKeysBanner } from '../features/models/locked-keys-banner.tsx';
import { useNames } from '../features/practice/use-names.ts';
import { showTime } from '../features/practice/show-time.ts';
import { BackupsBanner } from '../features/settings/backups-banner.tsx';
import { SpendBanner } from '../features/spend/spend-banner.tsx';
import { ReminderBanner } from '../features/rhythm/reminder-banner.tsx';
import { Button } from '../ui/button.tsx';
import { useToasts } from '../ui/toast.tsx';
import styles from './banners.module.css';
import { useTimerStatus } from './use-timer.ts';

/** What must be seen on every page: the server is away, data was damaged, a timer was interrupted, the month’s cap is near, or something is due. */
export function Banners() {
  return (
    <>
      <OfflineBanner />
      <BackupsBanner />
      <RecoveryBanner />
      <LockedKeysBanner />
      <SpendBanner />
      <ReminderBanner />
    </>
  );
}

function OfflineBanner() {
  const connection = useConnection();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    // A restart within two seconds is not worth a word.
    const timer = setTimeout(() => setShown(connection === 'closed'), connection === 'closed' ? 2000 : 0);
    return () => clearTimeout(timer);
  }, [connection]);
  if (!shown) return null;
  return (
    <div className={styles.banner} role="status">
      <p>
        <strong>Cairn’s server is away.</strong> What you see may be out of date, and changes cannot be saved.
        This window reconnects by itself.
      </p>
    </div>
  );
}

function RecoveryBanner() {
  const timer = useTimerStatus();
  const names = useNames();
  const toasts = useToasts();
  const recover = useChange(api.timer.recover.mutate, {
    onDone: ({ finished }) => {
      if (finished) toasts.show(`Kept ${formatDuration(finished.session.seconds)} of practice.`);
    },
  });
  if (!timer?.interrupted) return null;
  const kept = formatDuration(timer.seconds);
  return (
    <div className={styles.banner} role="alert">
      <p>
        <strong>A timer was interrupted.</strong> “{names.subject(timer)}”, started{' '}
        {showTime(timer.startedAt)}. Cairn saw it run for {kept}
        {timer.heartbeatAt !== null && <>, until {showTime(timer.heartbeatAt)}</>}. Time after that cannot be
        proven.
      </p>
      <div className="row">
        <Button
          variant="primary"
          size="sm"
          busy={recover.isPending}
          onClick={() => recover.mutate({ choice: 'keep' })}
        >
          Keep {kept}
        </Button>
        <Button
          size="sm"
          disabled={recover.isPending}
          onClick={() => recover.mutate({ choice: 'keep-and-continue' })}
        >
          Keep and go on
        </Button>
        <Button
          size="sm"
          variant="danger"
          disabled={recover.isPending}
          onClick={() => recover.mutate({ choice: 'discard' })}
        >
          Discard
        </Button>
      </div>
    </div>
  );
}
