import { useDeferredValue, useEffect, useMemo, useState, type RefObject } from 'react';

/** Rows beyond the edges of the window, so that a turn of the wheel finds them drawn. */
const SPARE = 8;
/** The rows in sight are counted in steps of so many, so that most scrolling draws nothing anew. */
const STEP = 4;

/** Rows of a long table, from `first` to `last`, both included. */
export interface RowRange {
  first: number;
  last: number;
}

/** Which rows of a long table are in sight as the page scrolls. Every row has the same height in pixels. */
export function useRowsInSight(body: RefObject<HTMLElement | null>, height: number): RowRange {
  const [first, setFirst] = useState(0);
  const [last, setLast] = useState(() => Math.ceil(innerHeight / height));
  useEffect(() => {
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      const top = body.current?.getBoundingClientRect().top ?? 0;
      setFirst(Math.max(0, Math.floor(-top / height / STEP) * STEP));
      setLast(Math.max(0, Math.ceil((innerHeight - top) / height / STEP) * STEP));
    };
    const soon = (): void => {
      frame ||= requestAnimationFrame(measure);
    };
    measure();
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', soon);
      removeEventListener('resize', soon);
    };
  }, [body, height]);
  return useMemo(() => ({ first, last }), [first, last]);
}

/** Those in sight and some more, as far as the table has them. */
export function withSpare({ first, last }: RowRange, rows: number): RowRange {
  const end = Math.max(0, rows - 1);
  return { first: Math.min(end, Math.max(0, first - SPARE)), last: Math.min(end, last + SPARE) };
}

/**
 * Which rows are drawn: those in sight at once, the spare ones when nothing else waits. `list` names what the rows are
 * of: another list begins with the rows in sight again, while a scrolled one keeps what it has drawn.
 */
export function useDrawnRows(sight: RowRange, rows: number, list: string): RowRange {
  const all = useMemo(() => ({ ...withSpare(sight, rows), list }), [sight, rows, list]);
  const drawn = useDeferredValue(all, null);
  if (drawn === all) return all;
  const end = Math.max(0, rows - 1);
  const first = Math.min(end, sight.first);
  const last = Math.min(end, sight.last);
  if (drawn === null || drawn.list !== list || drawn.last < first || drawn.first > last)
    return { first, last };
  return {
    first: Math.min(first, Math.max(all.first, drawn.first)),
    last: Math.max(last, Math.min(all.last, drawn.last)),
  };
}
