import { startTransition, useEffect, useState } from 'react';

/**
 * False until the first frame with this component is on the screen. For work that blocks: an editor, or what may follow
 * a text that somebody waits for. React's own deferral may come before that frame.
 */
export function useAfterPaint(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      // In slices, so that a key or a scroll is answered in between.
      timer = setTimeout(() => startTransition(() => setPainted(true)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return isPainted;
}
