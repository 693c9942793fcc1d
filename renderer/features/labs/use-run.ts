import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import { useLive } from '../../api/index.ts';
import { EMPTY_RUN, reduceRun } from './run-state.ts';

/** The run of one lab, live: checks, output and model calls as they come. */
export function useRun(lab: string) {
  const [state, dispatch] = useReducer(reduceRun, EMPTY_RUN);
  const queue = useRef<LiveEvent[]>([]);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  useLive(
    useCallback(
      (event: LiveEvent) => {
        const isOurs = event.type === 'trace' || ('lab' in event && event.lab === lab);
        if (!isOurs) return;
        queue.current.push(event);
        // A program that floods its output sends thousands a second: one render a frame is enough.
        if (queue.current.length > 1) return;
        frame.current = requestAnimationFrame(() => {
          dispatch({ type: 'events', events: queue.current.splice(0) });
        });
      },
      [lab],
    ),
  );
  return { state, dispatch };
}
