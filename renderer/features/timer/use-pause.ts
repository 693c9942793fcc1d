import type { TimerState } from '../../../electron/shared/timer.ts';
import { api, useChange } from '../../api/index.ts';

/** Pauses the timer, or goes on with it when it is paused. */
export function usePause(timer: TimerState): { paused: boolean; busy: boolean; turn: () => void } {
  const pause = useChange(() => api.timer.pause.mutate());
  const resume = useChange(() => api.timer.resume.mutate());
  const paused = timer.pausedAt !== null;
  return {
    paused,
    busy: pause.isPending || resume.isPending,
    turn: () => (paused ? resume : pause).mutate(undefined),
  };
}
