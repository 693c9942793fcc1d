import X from 'lucide-react/icons/x';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './dialog.module.css';
import { useEscapeTarget } from './escape.ts';
import { Overlay } from './overlay.tsx';
import { returnFocus } from './return-focus.ts';
import { ToastSlot } from './toast-place.tsx';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  lead?: ReactNode;
  /** Buttons at the bottom right; the last one is the main one. */
  footer?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}

const FOCUSABLE = [
  'a[href]',
  'button:not(:disabled)',
  'input:not(:disabled)',
  'select',
  'textarea',
  '[tabindex="0"]',
]
  // A toast that was there before would have the focus, and Escape would end it.
  .map((selector) => `${selector}:not([data-toasts] *)`)
  .join();

/**
 * Begins in the first field. Before a plain button it begins on the dialog itself: a focused button opens its tooltip,
 * and that would take the first Escape.
 */
function focusFirst(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  const first = dialog.querySelector(FOCUSABLE);
  if (first && !first.matches('button:not([role]), a')) return;
  event.preventDefault();
  dialog.focus();
}

/** A modal question or form. Escape and a click outside close it, and the focus goes back to where it was. */
export function Dialog({ open, onClose, title, lead, footer, wide, children }: DialogProps) {
  useEscapeTarget(open, onClose);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      {/* Named, or Radix would draw what is in it once more, and not in the slices in which a form may come. */}
      <Radix.Portal container={document.body}>
        <Overlay className={styles.overlay} />
        <Radix.Content
          className={cx(styles.dialog, wide && styles.wide)}
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={returnFocus}
          {...(lead ? {} : { 'aria-describedby': undefined })}
        >
          <Radix.Title asChild>
            <h2 className={styles.title}>{title}</h2>
          </Radix.Title>
          {lead && <Radix.Description className={styles.lead}>{lead}</Radix.Description>}
          {children && <div className={styles.body}>{children}</div>}
          {footer && <div className={styles.foot}>{footer}</div>}
          <ToastSlot className={styles.toasts} />
          <Radix.Close asChild>
            <button type="button" aria-label="Close" className={styles.close}>
              <X aria-hidden="true" />
            </button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
