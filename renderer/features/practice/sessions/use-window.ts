import { useEffect, useState, type RefObject } from 'react';

/** Rows beyond the edges of the window, so that a turn of the wheel finds them drawn. */
const SPARE = 6;
/** The window moves in steps of so many rows, so that most scrolling draws nothing anew. */
const STEP = 6;

/** Which rows of a long table stand in the window as it scrolls. Every row has the same height in pixels. */
export function useWindow(body: RefObject<HTMLElement | null>, rows: number, height: number) {
  const [first, setFirst] = useState(0);
  const [shown, setShown] = useState(() => Math.ceil(innerHeight / height));
  useEffect(() => {
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      const top = body.current?.getBoundingClientRect().top ?? 0;
      const row = Math.max(0, Math.floor(-top / height) - SPARE);
      setFirst(Math.floor(row / STEP) * STEP);
      setShown(Math.ceil(innerHeight / height));
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
  const start = Math.min(first, Math.max(0, rows - 1));
  return { first: start, last: Math.max(start, Math.min(rows - 1, first + shown + 2 * SPARE + STEP)) };
}
