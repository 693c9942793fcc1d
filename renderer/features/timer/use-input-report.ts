import { useEffect } from 'react';
import { api } from '../../api/index.ts';
import { useTimer } from '../../app/use-timer.ts';

/** The server hears of input at most this often; the last one of a burst is reported with how long ago it was. */
const EVERY_MS = 15_000;
const KINDS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll'] as const;

/**
 * Tells the server that somebody is at this window while the timer runs. A page sees only the input of its own window;
 * what the whole machine sees needs a permission (IdleDetector) that Cairn does not ask for, or the desktop app.
 */
export function useInputReport(): void {
  const { timer } = useTimer();
  const listens = Boolean(timer && !timer.interrupted && timer.pausedAt === null);
  useEffect(() => {
    if (!listens) return;
    let reportedAt = -Infinity;
    let lastAt = 0;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const report = (): void => {
      waiting = undefined;
      reportedAt = performance.now();
      const agoMs = Math.min(60_000, Math.round(reportedAt - lastAt));
      // A server that is away hears of the next input; nothing here is worth a message.
      api.timer.input.mutate({ agoMs }).catch(() => {});
    };
    const onInput = ({ isTrusted }: Event): void => {
      if (!isTrusted) return;
      lastAt = performance.now();
      waiting ??= setTimeout(report, Math.max(0, reportedAt + EVERY_MS - lastAt));
    };
    for (const kind of KINDS) addEventListener(kind, onInput, { passive: true, capture: true });
    return () => {
      clearTimeout(waiting);
      for (const kind of KINDS) removeEventListener(kind, onInput, { capture: true });
    };
  }, [listens]);
}
