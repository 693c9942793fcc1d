import { Suspense } from 'react';
import { cx } from './cx.ts';
import { lazyReady } from './lazy-ready.ts';
import styles from './markdown.module.css';

const Body = lazyReady(() => import('./markdown-body.tsx'));

/** Brings the parser before the first text needs it. */
export const preloadMarkdown = Body.preload;

/** Renders markdown from the curriculum, a lab or a note. What it holds is never trusted. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  // The bare text holds the place until the parser is there, which is once in the life of a window.
  const waiting = (
    <div className={cx(styles.markdown, styles.waiting, className)} aria-busy="true">
      {text}
    </div>
  );
  return (
    <Suspense fallback={waiting}>
      <Body text={text} className={className} />
    </Suspense>
  );
}
