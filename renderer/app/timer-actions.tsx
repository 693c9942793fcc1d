import { useMemo } from 'react';
import type { TimerState } from '../../electron/shared/timer.ts';
import { api, useChange, useData } from '../api/index.ts';
import { useStartDialog } from '../features/practice/log-dialog.tsx';
import { useStopTimer } from '../features/practice/use-stop-timer.ts';
import { useTimerDialogs } from '../features/timer/timer-dialogs.tsx';
import { TIMER_GROUP, useActions, type Action } from './actions.ts';
import { useTimerStatus } from './use-timer.ts';

/** The timer's commands: what can be done with the one that runs, or ways to start one. */
export function useTimerActions(): void {
  const timer = useTimerStatus();
  const { start, log } = useStartDialog();
  const startOn = useChange(api.timer.start.mutate).mutate;
  const skills = useData('curriculum', 'get').data?.skills;
  const about = useRunningActions(timer);
  useActions(
    useMemo<Action[]>(
      () => [
        ...(about ?? [
          { id: 'timer.start', title: 'Start the timer', group: 'Practice', shortcut: 's', run: start },
        ]),
        {
          id: 'practice.log',
          title: 'Log practice',
          group: 'Practice',
          shortcut: 'l',
          keywords: ['session', 'minutes', 'add'],
          run: log,
        },
        ...(skills ?? []).map((skill) => ({
          id: `timer.start.${skill.id}`,
          title: `Start the timer on ${skill.title}`,
          group: TIMER_GROUP,
          run: () => startOn({ skillId: skill.id }),
        })),
      ],
      [about, start, log, startOn, skills],
    ),
  );
}

/** What can be done with a timer that runs or is paused; null when there is none. */
function useRunningActions(timer: TimerState | null | undefined): Action[] | null {
  const { open } = useTimerDialogs();
  const { mutate: stop } = useStopTimer();
  const pause = useChange(() => api.timer.pause.mutate()).mutate;
  const resume = useChange(() => api.timer.resume.mutate()).mutate;
  const edit = useChange(api.timer.edit.mutate).mutate;
  const isThere = Boolean(timer && !timer.interrupted);
  const paused = timer?.pausedAt !== null;
  const away = timer?.away ?? false;
  return useMemo(() => {
    if (!isThere) return null;
    const group = 'Practice';
    return [
      { id: 'timer.stop', title: 'Stop the timer and log it', group, shortcut: 'x', run: () => stop({}) },
      paused
        ? {
            id: 'timer.resume',
            title: 'Go on with the timer',
            group,
            shortcut: 'p',
            run: () => resume(undefined),
          }
        : { id: 'timer.pause', title: 'Pause the timer', group, shortcut: 'p', run: () => pause(undefined) },
      {
        id: 'timer.switch',
        title: 'Switch the timer to something else',
        group,
        shortcut: 's',
        run: () => open('switch'),
      },
      { id: 'timer.edit', title: 'Change what the timer is about', group, run: () => open('edit') },
      { id: 'timer.began', title: 'The timer: I began earlier', group, run: () => open('began') },
      {
        id: 'timer.away',
        title: away ? 'The timer: I’m back at the keyboard' : 'The timer: away from the keyboard on purpose',
        group,
        keywords: ['idle', 'reading', 'teaching', 'input'],
        run: () => edit({ away: !away }),
      },
      { id: 'timer.discard', title: 'Discard the running time', group, run: () => open('discard') },
    ];
  }, [isThere, paused, away, stop, pause, resume, edit, open]);
}
