import { useEffect, useRef } from 'react';
import { EmptyState } from '../../ui/index.ts';
import { ScrollBox } from '../models/scroll-box.tsx';
import styles from './results.module.css';
import type { RunState } from './run-state.ts';

/** Closer to the end than this, the view follows new output. */
const FOLLOW_PX = 40;

/** What the learner's program printed, as it comes. */
export function Output({ run }: { run: RunState }) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  // Not on a list of dependencies: whatever made it longer, the end is what one wants to see.
  useEffect(() => {
    if (follows.current) box.current?.scrollTo(0, box.current.scrollHeight);
  });
  if (run.output.length === 0) {
    return (
      <div className={styles.scroll}>
        <EmptyState title="No output">What your program prints while it runs is shown here.</EmptyState>
      </div>
    );
  }
  const onScroll = (): void => {
    const element = box.current;
    if (element)
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < FOLLOW_PX;
  };
  return (
    <ScrollBox label="Output" className={styles.output} ref={box} onScroll={onScroll}>
      {run.output.map(({ id, stream, text }) => (
        <span key={id} className={stream === 'stderr' ? styles.stderr : undefined}>
          {text}
        </span>
      ))}
    </ScrollBox>
  );
}
