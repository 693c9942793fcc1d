import { createContext, startTransition, use, useCallback, useMemo, useState, type ReactNode } from 'react';

interface Places {
  /** Where toasts go: the slot of the dialog that was opened last, or null for the corner of the window. */
  slot: HTMLElement | null;
  add(slot: HTMLElement): () => void;
}

const Context = createContext<Places>({ slot: null, add: () => () => {} });

/** Knows which open dialog should show the toasts. */
export function ToastPlaceProvider({ children }: { children: ReactNode }) {
  const [slots, setSlots] = useState<readonly HTMLElement[]>([]);
  const add = useCallback((slot: HTMLElement) => {
    const put = (): void => setSlots((all) => [...all, slot]);
    // Toasts that are there move with the first frame, or the dialog would grow under the eye. Mostly there are none,
    // and a dialog that opens at a key need not wait for their place.
    if (document.querySelector('[data-toast]')) put();
    else startTransition(put);
    return () => setSlots((all) => all.filter((other) => other !== slot));
  }, []);
  const places = useMemo<Places>(() => ({ slot: slots.at(-1) ?? null, add }), [slots, add]);
  return <Context value={places}>{children}</Context>;
}

export function useToastSlot(): HTMLElement | null {
  return use(Context).slot;
}

/** A place for toasts inside a modal dialog: the focus is trapped there, so one outside could not be reached. */
export function ToastSlot({ className }: { className?: string | undefined }) {
  const { add } = use(Context);
  return (
    <div
      className={className}
      data-toasts=""
      ref={useCallback((it: HTMLElement | null) => (it ? add(it) : undefined), [add])}
    />
  );
}
