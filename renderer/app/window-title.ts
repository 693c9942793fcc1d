import { useEffect } from 'react';
import type { TimerState } from '../../electron/shared/timer.ts';
import { usePageTitle } from '../ui/page-title.ts';
import { clockFace, useTimer } from './use-timer.ts';

/**
 * Keeps the window's title at "12:34 Today · Cairn": the timer is visible from another window too.
 * A component of its own, so that a second of the timer renders nothing else again.
 */
export function WindowTitle(): null {
  const page = usePageTitle();
  const { timer, seconds } = useTimer();
  const face = timer && !timer.interrupted ? `${stateWord(timer)}${clockFace(seconds)} ` : '';
  useEffect(() => {
    document.title = `${face}${page ? `${page} · ` : ''}Cairn`;
  }, [face, page]);
  return null;
}

function stateWord({ pausedAt, idles }: TimerState): string {
  if (idles.length > 0) return '(?) ';
  return pausedAt === null ? '' : 'Paused ';
}
