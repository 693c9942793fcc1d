import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { TraceCursor } from '../../../../electron/shared/traces.ts';
import { useOnTrace } from '../use-on-trace.ts';
import { merge, type FeedPage, type Line } from './merge.ts';

interface FeedState<T> {
  lines: readonly T[];
  /** Newer ones, that wait to be shown. */
  fresh: readonly T[];
  next: TraceCursor | null;
  loaded: boolean;
  error: unknown;
}

const EMPTY = { lines: [], fresh: [], next: null, loaded: false, error: null };

/**
 * A list that grows at its top as calls come, and at its bottom when more is asked for. New lines wait while a person
 * reads: while the page is scrolled, or the pointer or the focus is in `place`.
 * @param load stable for one filter; another `load` begins anew
 */
export function useFeed<T extends Line>(
  load: (after?: TraceCursor) => Promise<FeedPage<T>>,
  place: RefObject<HTMLElement | null>,
) {
  const [state, setState] = useState<FeedState<T>>(EMPTY);
  const current = useRef(load);

  const refresh = useCallback(
    (anew: boolean) => {
      load().then(
        (page) => {
          if (current.current !== load) return;
          const hold = isRead(place.current);
          setState((before) => ({
            ...(anew ? { lines: page.lines, fresh: [], next: page.next } : merge(before, page, hold)),
            loaded: true,
            error: null,
          }));
        },
        (error: unknown) => {
          if (current.current === load) setState((before) => ({ ...before, error, loaded: true }));
        },
      );
    },
    [load, place],
  );
  useEffect(() => {
    current.current = load;
    refresh(true);
  }, [load, refresh]);
  useOnTrace(useCallback(() => refresh(false), [refresh]));

  const more = useCallback(() => {
    if (!state.next) return;
    load(state.next).then(
      (page) => {
        if (current.current !== load) return;
        setState((before) => ({ ...before, lines: [...before.lines, ...page.lines], next: page.next }));
      },
      (error: unknown) => setState((before) => ({ ...before, error })),
    );
  }, [load, state.next]);
  const show = useCallback(
    () => setState((before) => ({ ...before, lines: [...before.fresh, ...before.lines], fresh: [] })),
    [],
  );
  return { ...state, more, show, retry: () => refresh(true) };
}

function isRead(place: HTMLElement | null): boolean {
  return (
    scrollY > 40 || (place !== null && (place.matches(':hover') || place.contains(document.activeElement)))
  );
}
