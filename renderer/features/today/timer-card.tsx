import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import Square from 'lucide-react/icons/square';
import type { TimerState } from '../../../electron/shared/timer.ts';
import { clockFace, useTimer, useTimerStatus } from '../../app/use-timer.ts';
import { Button, Card } from '../../ui/index.ts';
import { useStartDialog } from '../practice/log-dialog.tsx';
import { showTime } from '../practice/show-time.ts';
import { useNames } from '../practice/use-names.ts';
import { useStopTimer } from '../practice/use-stop-timer.ts';
import { useTimerDialogs } from '../timer/timer-dialogs.tsx';
import { usePause } from '../timer/use-pause.ts';
import { QuickLog } from './quick-log.tsx';
import styles from './today.module.css';

/** The running timer, or the ways to record time: start one, or log what has passed. */
export function TimerCard() {
  const timer = useTimerStatus();
  return (
    <Card title="Record time">
      <div className={styles.timer}>
        {timer && !timer.interrupted ? (
          <Running timer={timer} />
        ) : (
          <Idle disabled={timer === undefined || timer !== null} />
        )}
        <QuickLog />
      </div>
    </Card>
  );
}

function Running({ timer }: { timer: TimerState }) {
  const { seconds } = useTimer();
  const names = useNames();
  const stop = useStopTimer();
  const { open } = useTimerDialogs();
  const { paused, busy, turn } = usePause(timer);
  return (
    <>
      <div>
        <p className={styles.face}>{clockFace(seconds)}</p>
        <p className="muted">
          {names.subject(timer)}, since {showTime(timer.startedAt)}
          {timer.pausedAt !== null && <>, paused since {showTime(timer.pausedAt)}</>}
          {timer.away && <>, away from the keyboard on purpose</>}
        </p>
      </div>
      <div className="row">
        <Button variant="primary" busy={stop.isPending} onClick={() => stop.mutate({})}>
          <Square aria-hidden="true" fill="currentColor" />
          Stop and log
        </Button>
        <Button busy={busy} onClick={turn}>
          {paused ? (
            <Play aria-hidden="true" fill="currentColor" />
          ) : (
            <Pause aria-hidden="true" fill="currentColor" />
          )}
          {paused ? 'Go on' : 'Pause'}
        </Button>
        <Button variant="ghost" onClick={() => open('discard')}>
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
