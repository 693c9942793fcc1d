import { useId, type ReactNode } from 'react';
import styles from './card.module.css';
import { cx } from './cx.ts';

interface CardProps {
  title?: ReactNode;
  /** Buttons or a badge at the right end of the head. */
  actions?: ReactNode;
  /** No padding: for a table or a list that reaches the edges. */
  flush?: boolean;
  quiet?: boolean;
  className?: string;
  children: ReactNode;
}

/** A bordered section; with a title it is a landmark named by it. */
export function Card({ title, actions, flush, quiet, className, children }: CardProps) {
  const id = useId();
  return (
    <section
      className={cx(styles.card, quiet && styles.quiet, className)}
      aria-labelledby={title ? id : undefined}
    >
      {title !== undefined && (
        <div className={styles.head}>
          <h2 id={id}>{title}</h2>
          {actions}
        </div>
      )}
      <div className={cx(styles.body, flush && styles.flush)}>{children}</div>
    </section>
  );
}
