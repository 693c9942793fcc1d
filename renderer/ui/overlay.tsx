import { useLayoutEffect } from 'react';

let open = 0;

/** Lets what lies under a dialog keep the pointer. @returns a function that ends it */
function keepPointer(): () => void {
  const root = document.getElementById('root');
  // A dialog takes the pointer from the body, and all that inherits it would be styled anew; nothing below the
  // overlay can be reached anyway.
  if ((open += 1) === 1) root?.style.setProperty('pointer-events', 'auto');
  return () => {
    // Only after the dialog has given the pointer back.
    if ((open -= 1) === 0) setTimeout(() => open === 0 && root?.style.removeProperty('pointer-events'));
  };
}

/**
 * The shade between a page and its dialog, which holds the page still. Radix's own does so by a style sheet with a
 * property that every element inherits, and a body that cannot scroll has all that lies near the window painted anew
 * when it can again: each took a frame or two on a page with ten years of practice. This one, like the dialogs, is a box
 * that scrolls and keeps what it cannot use (`overscroll-behavior: contain` in their style sheets).
 */
export function Overlay({ className }: { className?: string | undefined }) {
  useLayoutEffect(keepPointer, []);
  return <div className={className} style={{ pointerEvents: 'auto' }} />;
}
