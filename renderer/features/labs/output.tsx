import { memo, useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { EmptyState } from '../../ui/index.ts';
import { ScrollBox } from '../models/scroll-box.tsx';
import type { OutputBlock, OutputStore } from './output-store.ts';
import { placesIn } from './results/problem.ts';
import styles from './output.module.css';
import results from './results.module.css';

/** Closer to the end than this, the view follows new output. */
const FOLLOW_PX = 40;

interface OutputProps {
  output: OutputStore;
  /** The files that a place in the output may be in. */
  paths: readonly string[];
  onPlace: (place: { path: string; line: number; column: number }) => void;
  /** The program never started, which is said elsewhere: that there is no output goes without saying. */
  isRefused?: boolean;
}

/** What the learner's program printed, as it comes. A place in a file of the workspace is a link to it. */
export function Output({ output, paths, onPlace, isRefused }: OutputProps) {
  const blocks = useSyncExternalStore(output.subscribe, output.blocks);
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  // Not on a list of dependencies: whatever made it longer, the end is what one wants to see. Before the frame is
  // painted: after it, each piece of output would be laid out and painted twice.
  useLayoutEffect(() => {
    if (follows.current) box.current?.scrollTo(0, box.current.scrollHeight);
  });
  if (blocks.length === 0 && isRefused) return null;
  if (blocks.length === 0) {
    return (
      <div className={results.scroll}>
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
      {blocks.map((block) => (
        <Block key={block.id} block={block} paths={paths} onPlace={onPlace} />
      ))}
    </ScrollBox>
  );
}

type BlockProps = Omit<OutputProps, 'output'> & { block: OutputBlock };

/** Memoized: only the block that grows is drawn again. */
const Block = memo(function Block({ block, paths, onPlace }: BlockProps) {
  const { stream, text } = block;
  const isError = stream === 'stderr';
  return (
    <div className={isError ? styles.stderr : styles.stdout}>
      {isError ? withLinks(text, { paths, onPlace }) : text}
    </div>
  );
});

function withLinks(text: string, { paths, onPlace }: Omit<BlockProps, 'block'>): ReactNode {
  return text.split(/(?<=\n)/).map((line, index) => {
    const place = placesIn(line, paths)[0];
    if (!place) return line;
    return (
      <button key={index} type="button" className={styles.placeLine} onClick={() => onPlace(place)}>
        {line}
      </button>
    );
  });
}
