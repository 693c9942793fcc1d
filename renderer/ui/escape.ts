import { useEffect, useRef } from 'react';

/** What Escape closes, in the order in which it was opened. */
const open: (() => void)[] = [];

/**
 * Makes an open dialog or menu what Escape closes, also when a toast or a tooltip lies above it. Radix gives the key to
 * the layer that came last, and a toast that moves into a dialog comes after it: the key would end the toast.
 */
export function useEscapeTarget(isOpen: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!isOpen) return;
    const mine = (): void => latest.current();
    open.push(mine);
    return () => void open.splice(open.indexOf(mine), 1);
  }, [isOpen]);
}

/**
 * For a toast or a tooltip that got the key: closes the dialog or menu that was opened last. Where the focus is in a
 * toast, the key is about that.
 * @returns whether something was closed
 */
export function closeLastOpened({ target }: KeyboardEvent): boolean {
  if (target instanceof Element && target.closest('[data-toast]')) return false;
  const close = open.at(-1);
  close?.();
  return close !== undefined;
}
