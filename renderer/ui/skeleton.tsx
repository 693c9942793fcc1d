import styles from './states.module.css';

interface SkeletonProps {
  height: number | string;
  width?: number | string;
}

/** Holds the place of what is loading, in its final size, so that nothing jumps. */
export function Skeleton({ height, width = '100%' }: SkeletonProps) {
  return <span className={styles.skeleton} style={{ height, width }} aria-hidden="true" />;
}

/** Lines of text on their way. */
export function SkeletonLines({ lines, height = 16 }: { lines: number; height?: number }) {
  return (
    <div className={styles.lines} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={height} width={`${96 - ((index * 17) % 34)}%`} />
      ))}
    </div>
  );
}
