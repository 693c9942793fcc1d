import Play from 'lucide-react/icons/play';
import Square from 'lucide-react/icons/square';
import { clockFace, useTimer } from '../../app/use-timer.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Card } from '../../ui/index.ts';
import { useStartDialog } from '../practice/log-dialog.tsx';
import { showTime } from '../practice/show-time.ts';
import { useNames } from '../practice/use-names.ts';
import { useStopTimer } from '../practice/use-stop-timer.ts';
import { QuickLog } from './quick-log.tsx';
import styles from './today.module.css';

/** The running timer, or the ways to record time: start one, or log what has passed. */
export function TimerCard() {
  const { timer } = useTimer();
  return (
    <Card title="Record time">
      <div className={styles.timer}>
        {timer && !timer.interrupted ? (
          <Running />
        ) : (
          <Idle disabled={timer === undefined || timer !== null} />
        )}
        <QuickLog />
      </div>
    </Card>
  );
}

function Running() {
  const { timer, seconds } = useTimer();
  const names = useNames();
  const stop = useStopTimer();
  const discard = useChange(api.timer.discard.mutate);
  if (!timer) return null;
  return (
    <>
      <div>
        <p className={styles.face}>{clockFace(seconds)}</p>
        <p className="muted">
          {names.subject(timer)}, since {showTime(timer.startedAt)}
        </p>
      </div>
      <div className="row">
        <Button variant="primary" busy={stop.isPending} onClick={() => stop.mutate({})}>
          <Square aria-hidden="true" fill="currentColor" />
          Stop and log
        </Button>
        <Button variant="ghost" busy={discard.isPending} onClick={() => discard.mutate()}>
          Discard
        </Button>
      </div>
    </>
  );
}

function Idle({ disabled }: { disabled: boolean }) {
  const { start } = useStartDialog();
  return (
    <Button onClick={start} disabled={disabled}>
      <Play aria-hidden="true" />
      Start the timer
    </Button>
  );
}
