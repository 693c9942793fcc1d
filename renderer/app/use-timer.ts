import { useSyncExternalStore } from 'react';
import type { TimerState } from '../../electron/shared/timer.ts';
import { useConnection } from '../api/live.ts';
import { useData } from '../api/queries.ts';

function everySecond(listener: () => void): () => void {
  const interval = setInterval(listener, 1000);
  return () => clearInterval(interval);
}

const never = (): (() => void) => () => {};

/** Now in epoch milliseconds, whole seconds; it moves on only while `ticks`. */
export function useSecond(ticks: boolean): number {
  return useSyncExternalStore(ticks ? everySecond : never, () => Math.floor(Date.now() / 1000)) * 1000;
}

/** The timer as the server knows it: null when none runs, undefined before the first answer. Draws nothing anew as it counts. */
export const useTimerStatus = (): TimerState | null | undefined => useData('timer', 'status').data;

/** The timer as the server knows it, and its seconds counted on locally between two answers. */
export function useTimer(): { timer: TimerState | null | undefined; seconds: number } {
  const { data: timer, dataUpdatedAt } = useData('timer', 'status');
  const counts = Boolean(
    timer && !timer.interrupted && timer.pausedAt === null && timer.idles.at(-1)?.to !== null,
  );
  // While the server is away nothing proves that the time counts, so the face stands still.
  const running = useConnection() !== 'closed' && counts;
  const now = useSecond(running);
  const since = running ? Math.max(0, Math.floor(now / 1000) - Math.floor(dataUpdatedAt / 1000)) : 0;
  return { timer, seconds: (timer?.seconds ?? 0) + since };
}

/** 754 -> "12:34", 4354 -> "1:12:34". */
export function clockFace(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
