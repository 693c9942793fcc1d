import { useLayoutEffect } from 'react';

let open = 0;
let scrollbar = 0;

// Kept up to date, because to ask for it when a dialog opens would lay the page out once more.
new ResizeObserver(([entry]) => {
  scrollbar = entry ? innerWidth - entry.contentRect.width : 0;
}).observe(document.documentElement);

/** Holds the page behind a dialog still. @returns a function that lets it go again */
function holdPage(): () => void {
  const { body } = document;
  const root = document.getElementById('root');
  if ((open += 1) === 1) {
    if (scrollbar > 0) body.style.marginRight = `${scrollbar}px`;
    body.style.overflow = 'hidden';
    // A dialog takes the pointer from the body, and all that inherits it would be styled anew; nothing below the
    // overlay can be reached anyway.
    root?.style.setProperty('pointer-events', 'auto');
  }
  return () => {
    if ((open -= 1) > 0) return;
    body.style.marginRight = '';
    body.style.overflow = '';
    // Only after the dialog has given the pointer back.
    setTimeout(() => open === 0 && root?.style.removeProperty('pointer-events'));
  };
}

/**
 * The shade between a page and its dialog. Radix's own also locks scrolling, but by a style sheet with a property that
 * every element inherits: on a page with ten years of practice that took a frame or two at each opening and closing.
 */
export function Overlay({ className }: { className?: string | undefined }) {
  useLayoutEffect(holdPage, []);
  return <div className={className} style={{ pointerEvents: 'auto' }} />;
}
