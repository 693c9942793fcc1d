import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import { useLive } from '../../api/index.ts';
import { createOutputStore, type OutputEvent } from './output-store.ts';
import { EMPTY_RUN, reduceRun, type RunChange } from './run-state.ts';

/** The run of one lab, live: checks and model calls as they come, and what the program prints. */
export function useRun(lab: string) {
  const [state, change] = useReducer(reduceRun, EMPTY_RUN);
  const [output] = useState(createOutputStore);
  const queue = useRef<LiveEvent[]>([]);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const dispatch = useCallback(
    (next: RunChange): void => {
      if (next.type === 'start') output.clear();
      change(next);
    },
    [output],
  );
  useLive(
    useCallback(
      (event: LiveEvent) => {
        const isOurs =
          event.type === 'trace' || event.type === 'lab.setup' || ('lab' in event && event.lab === lab);
        if (!isOurs) return;
        queue.current.push(event);
        // A program that floods its output sends thousands a second: one render a frame is enough.
        if (queue.current.length > 1) return;
        frame.current = requestAnimationFrame(() => {
          const events = queue.current.splice(0);
          const printed = events.filter((one): one is OutputEvent => one.type === 'lab.output');
          if (printed.length > 0) output.append(printed);
          if (events.length > printed.length) change({ type: 'events', events });
        });
      },
      [lab, output],
    ),
  );
  return { state, dispatch, output };
}
