import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './tooltip.module.css';

export const TooltipProvider = Radix.Provider;

/** Says more about one focusable element, on hover and on focus. Never the only place of a fact. */
export function Tooltip({
  content,
  shortcut,
  children,
}: {
  content: ReactNode;
  shortcut?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root delayDuration={350}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.tip} sideOffset={6} collisionPadding={8}>
          {content}
          {shortcut && <span className={styles.keys}>{shortcut}</span>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
