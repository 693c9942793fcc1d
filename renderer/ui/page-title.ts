import { useSyncExternalStore } from 'react';

let title = '';
const listeners = new Set<() => void>();

/** Names the page that is shown; the frame joins it with the running timer in the window's title. */
export function setPageTitle(next: string): void {
  title = next;
  for (const listener of listeners) listener();
}

export function usePageTitle(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => title,
  );
}
