import X from 'lucide-react/icons/x';
import { Toast as Radix } from 'radix-ui';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { explain } from '../api/explain.ts';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import { closeLastOpened } from './escape.ts';
import styles from './toast.module.css';
import { ToastPlaceProvider, useToastSlot } from './toast-place.tsx';

interface Message {
  id: number;
  text: string;
  hint?: string | undefined;
  failed?: boolean;
  action?: ToastAction | undefined;
}

interface ToastAction {
  label: string;
  run: () => void;
}

interface Toasts {
  /** Confirms something; with `undo` it offers to take it back, with `action` what comes next. */
  show(text: string, options?: { undo?: () => void; action?: ToastAction; hint?: string }): void;
  /** Says that something was refused, and what to do next. */
  fail(error: unknown): void;
}

const Context = createContext<Toasts | null>(null);
const MS = 8000;

export function useToasts(): Toasts {
  const toasts = use(Context);
  if (!toasts) throw new Error('useToasts needs a ToastProvider above it');
  return toasts;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Message[]>([]);
  const add = useCallback((message: Omit<Message, 'id'>) => {
    setMessages((all) => [...all.slice(-2), { ...message, id: (all.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const toasts = useMemo<Toasts>(
    () => ({
      show: (text, { undo, action, hint } = {}) =>
        add({ text, hint, action: undo ? { label: 'Undo', run: undo } : action }),
      fail(error) {
        const { message, hint } = explain(error);
        add({ text: message, hint, failed: true });
      },
    }),
    [add],
  );
  const remove = (id: number): void => setMessages((all) => all.filter((m) => m.id !== id));
  return (
    <Context value={toasts}>
      <Radix.Provider duration={MS} swipeDirection="right">
        <ToastPlaceProvider>
          {children}
          <Viewport />
        </ToastPlaceProvider>
        {messages.map((message) => (
          <Radix.Root
            key={message.id}
            className={cx(styles.toast, message.failed && styles.failed)}
            data-toast=""
            onEscapeKeyDown={leaveEscape}
            onOpenChange={(open) => !open && remove(message.id)}
          >
            <div className={styles.text}>
              <Radix.Title>{message.text}</Radix.Title>
              {message.hint && <Radix.Description className={styles.hint}>{message.hint}</Radix.Description>}
            </div>
            {message.action && (
              <Radix.Action asChild altText={message.action.label}>
                <Button size="sm" onClick={message.action.run}>
                  {message.action.label}
                </Button>
              </Radix.Action>
            )}
            <Radix.Close asChild>
              <IconButton label="Dismiss" size="sm">
                <X />
              </IconButton>
            </Radix.Close>
          </Radix.Root>
        ))}
      </Radix.Provider>
    </Context>
  );
}

/** A toast stays when Escape closed what lies under it. */
function leaveEscape(event: KeyboardEvent): void {
  if (closeLastOpened(event)) event.preventDefault();
}

function Viewport() {
  const slot = useToastSlot();
  return slot ? (
    createPortal(<Radix.Viewport className={styles.inside} />, slot)
  ) : (
    <Radix.Viewport className={styles.viewport} />
  );
}
