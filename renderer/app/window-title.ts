import { useEffect } from 'react';
import type { TimerState } from '../../electron/shared/timer.ts';
import { usePageTitle } from '../ui/page-title.ts';
import { clockFace, useTimer } from './use-timer.ts';

/** Keeps the window's title at "12:34 Today · Cairn": the timer is visible from another window too. */
export function useWindowTitle(): void {
  const page = usePageTitle();
  const { timer, seconds } = useTimer();
  const face = timer && !timer.interrupted ? `${stateWord(timer)}${clockFace(seconds)} ` : '';
  useEffect(() => {
    document.title = `${face}${page ? `${page} · ` : ''}Cairn`;
  }, [face, page]);
}

function stateWord({ pausedAt, idles }: TimerState): string {
  if (idles.length > 0) return '(?) ';
  return pausedAt === null ? '' : 'Paused ';
}
