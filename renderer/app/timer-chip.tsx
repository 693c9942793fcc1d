import Play from 'lucide-react/icons/play';
import Square from 'lucide-react/icons/square';
import { useStopTimer } from '../features/practice/use-stop-timer.ts';
import { useStartDialog } from '../features/practice/log-dialog.tsx';
import { useNames } from '../features/practice/use-names.ts';
import { Button, IconButton } from '../ui/button.tsx';
import styles from './timer-chip.module.css';
import { clockFace, useTimer } from './use-timer.ts';

/** The timer in the top bar of every page. */
export function TimerChip() {
  const { timer, seconds } = useTimer();
  const { start } = useStartDialog();
  const stop = useStopTimer();
  const names = useNames();
  if (!timer || timer.interrupted) {
    return (
      <Button onClick={start} disabled={timer === undefined || timer?.interrupted}>
        <Play aria-hidden="true" />
        Start timer
      </Button>
    );
  }
  return (
    <div className={styles.chip} role="group" aria-label="Running timer">
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.time} role="timer" aria-live="off">
        {clockFace(seconds)}
      </span>
      <span className={styles.subject}>{names.subject(timer)}</span>
      <IconButton
        label="Stop the timer and log it"
        size="sm"
        shortcut="x"
        onClick={() => stop.mutate({})}
        disabled={stop.isPending}
      >
        <Square fill="currentColor" />
      </IconButton>
    </div>
  );
}
