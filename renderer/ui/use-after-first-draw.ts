import { useDeferredValue } from 'react';

/**
 * False while a component is drawn for the first time, true right after. For what is large and may follow the frame
 * that shows the rest of the page: a key that leads there is then answered at once. It is drawn in slices between
 * which input is handled.
 */
export function useAfterFirstDraw(): boolean {
  return useDeferredValue(true, false);
}
