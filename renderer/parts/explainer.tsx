import CircleQuestionMark from 'lucide-react/icons/circle-question-mark';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './explainer.module.css';

interface ExplainerProps {
  /** What is explained: "How the habit score works". Names the button. */
  title: string;
  children: ReactNode;
}

/** A small question mark that explains a figure in plain words. Opens by click, Enter or Space; Escape closes it. */
export function Explainer({ title, children }: ExplainerProps) {
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.button} aria-label={title}>
        <CircleQuestionMark aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.popover} sideOffset={6} collisionPadding={12} aria-label={title}>
          <p className={styles.title}>{title}</p>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
