import X from 'lucide-react/icons/x';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './dialog.module.css';

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

/** A modal question or form. Escape and a click outside close it. */
export function Dialog({ open, onClose, title, lead, footer, wide, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={cx(styles.dialog, wide && styles.wide)}
          {...(lead ? {} : { 'aria-describedby': undefined })}
        >
          <Radix.Title asChild>
            <h2 className={styles.title}>{title}</h2>
          </Radix.Title>
          {lead && <Radix.Description className={styles.lead}>{lead}</Radix.Description>}
          {children && <div className={styles.body}>{children}</div>}
          {footer && <div className={styles.foot}>{footer}</div>}
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
