import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './progress.module.css';

interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** Where one should be by now, on the same scale: an amber mark. */
  mark?: number;
}

const share = (value: number, max: number): number => (max > 0 ? Math.min(1, Math.max(0, value / max)) : 0);

export function Progress({ label, value, max, mark }: ProgressProps) {
  const percent = Math.round(share(value, max) * 100);
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div className={styles.fill} style={{ width: `${percent}%` }} />
      {mark !== undefined && mark > 0 && (
        <div className={styles.mark} style={{ left: `calc(${share(mark, max) * 100}% - 2px)` }} />
      )}
    </div>
  );
}

/** A ring with something in its middle. `size` in pixels. */
export function ProgressRing({
  label,
  value,
  max,
  size = 120,
  children,
}: ProgressProps & { size?: number; children?: ReactNode }) {
  const stroke = Math.max(5, size / 13);
  const radius = (size - stroke) / 2;
  const length = 2 * Math.PI * radius;
  const done = share(value, max);
  return (
    <div
      className={styles.ring}
      style={{ width: size, height: size }}
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(done * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <svg width={size} height={size} aria-hidden="true">
        <circle cx={size / 2} cy={size / 2} r={radius} strokeWidth={stroke} />
        {done > 0 && (
          <circle
            className={styles.arc}
            cx={size / 2}
            cy={size / 2}
            r={radius}
            strokeWidth={stroke}
            strokeDasharray={length}
            strokeDashoffset={length * (1 - done)}
          />
        )}
      </svg>
      <div className={styles.centre}>{children}</div>
    </div>
  );
}

/** A few steps as stones: laid ones are filled. For small counts, such as levels or lab steps. */
export function Stones({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <span className={styles.stones} role="img" aria-label={`${label}: ${value} of ${max}`}>
      {Array.from({ length: max }, (_, index) => (
        <span key={index} className={cx(styles.stone, index < value && styles.laid)} />
      ))}
    </span>
  );
}
