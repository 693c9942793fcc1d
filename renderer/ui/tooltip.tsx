import { Tooltip as Radix } from 'radix-ui';
import type { FocusEvent, ReactNode } from 'react';
import { closeLastOpened } from './escape.ts';
import styles from './tooltip.module.css';

export const TooltipProvider = Radix.Provider;

/** The focus that a dialog gives back after a click is no question about the button. */
function onlyFromKeyboard(event: FocusEvent): void {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault();
}

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
      <Radix.Trigger asChild onFocus={onlyFromKeyboard}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.tip}
          sideOffset={6}
          collisionPadding={8}
          onEscapeKeyDown={closeLastOpened}
        >
          {content}
          {shortcut && <span className={styles.keys}>{shortcut}</span>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
