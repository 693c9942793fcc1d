import { useEffect } from 'react';
import { usePageTitle } from '../ui/page-title.ts';
import { clockFace, useTimer } from './use-timer.ts';

/** Keeps the window's title at "12:34 Today · Cairn": the timer is visible from another window too. */
export function useWindowTitle(): void {
  const page = usePageTitle();
  const { timer, seconds } = useTimer();
  const running = timer && !timer.interrupted ? `${clockFace(seconds)} ` : '';
  useEffect(() => {
    document.title = `${running}${page ? `${page} · ` : ''}Cairn`;
  }, [running, page]);
}
