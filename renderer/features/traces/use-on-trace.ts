import { useCallback, useEffect, useRef } from 'react';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import { useLive } from '../../api/index.ts';

/** A busy agent makes many calls a second; a page that read the ledger for each would fall behind. */
const PACE_MS = 1000;

/** Calls `listener` after model calls have ended, at most once a second. Keep it stable with useCallback. */
export function useOnTrace(listener: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  }, [listener]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(
    useCallback((event: LiveEvent) => {
      const isNews = event.type === 'trace' || (event.type === 'changed' && event.topics.includes('models'));
      if (!isNews || timer.current !== undefined) return;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        latest.current();
      }, PACE_MS);
    }, []),
  );
}
