import Ellipsis from 'lucide-react/icons/ellipsis';
import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import Square from 'lucide-react/icons/square';
import type { TimerState } from '../../electron/shared/timer.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/queries.ts';
import { useStopTimer } from '../features/practice/use-stop-timer.ts';
import { useStartDialog } from '../features/practice/log-dialog.tsx';
import { useNames } from '../features/practice/use-names.ts';
import { useTimerDialogs } from '../features/timer/timer-dialogs.tsx';
import { usePause } from '../features/timer/use-pause.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import styles from './timer-chip.module.css';
import { clockFace, useTimer, useTimerStatus } from './use-timer.ts';

/** The timer in the top bar of every page. */
export function TimerChip() {
  const timer = useTimerStatus();
  const { start } = useStartDialog();
  if (timer && !timer.interrupted) return <Running timer={timer} />;
  return (
    <Button onClick={start} disabled={timer === undefined || timer?.interrupted}>
      <Play aria-hidden="true" />
      Start timer
    </Button>
  );
}

function Running({ timer }: { timer: TimerState }) {
  const { seconds } = useTimer();
  const stop = useStopTimer();
  const names = useNames();
  const { ask } = useTimerDialogs();
  const paused = timer.pausedAt !== null;
  return (
    <div
      className={styles.chip}
      role="group"
      aria-label={paused ? 'Paused timer' : 'Running timer'}
      data-paused={paused || undefined}
    >
      <span className={styles.dot} aria-hidden="true" />
      {paused && <span className={styles.state}>Paused</span>}
      <span className={styles.time} role="timer" aria-live="off">
        {clockFace(seconds)}
      </span>
      <span className={styles.subject}>{names.subject(timer)}</span>
      {timer.idles.length > 0 && (
        <Button size="sm" onClick={ask}>
          No input?
        </Button>
      )}
      <PauseButton timer={timer} />
      <IconButton
        label="Stop the timer and log it"
        size="sm"
        shortcut="x"
        onClick={() => stop.mutate({})}
        disabled={stop.isPending}
      >
        <Square fill="currentColor" />
      </IconButton>
      <More timer={timer} />
    </div>
  );
}

function PauseButton({ timer }: { timer: TimerState }) {
  const { paused, busy, turn } = usePause(timer);
  return (
    <IconButton
      label={paused ? 'Go on with the timer' : 'Pause the timer'}
      size="sm"
      shortcut="p"
      onClick={turn}
      disabled={busy}
    >
      {paused ? <Play fill="currentColor" /> : <Pause fill="currentColor" />}
    </IconButton>
  );
}

function More({ timer }: { timer: TimerState }) {
  const { open } = useTimerDialogs();
  const edit = useChange(api.timer.edit.mutate);
  return (
    <Menu
      trigger={
        <button type="button" className={styles.more} aria-label="More about the timer">
          <Ellipsis aria-hidden="true" />
        </button>
      }
      items={[
        { label: 'Switch to something else…', run: () => open('switch') },
        { label: 'Change subject or note…', run: () => open('edit') },
        { label: 'I began earlier…', run: () => open('began') },
        timer.away
          ? { label: 'I’m back at the keyboard', run: () => edit.mutate({ away: false }) }
          : { label: 'Away from the keyboard on purpose', run: () => edit.mutate({ away: true }) },
        { label: 'Discard…', danger: true, separated: true, run: () => open('discard') },
      ]}
    />
  );
}
