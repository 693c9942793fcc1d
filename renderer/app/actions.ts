import { useEffect, useSyncExternalStore, type ReactNode } from 'react';

/** Something that the command palette can do. */
export interface Action {
  /** Unique and stable: "go.today", "skill.rag-architectures". */
  id: string;
  title: string;
  /** The heading it is listed under: "Go to", "Timer", "Skills". */
  group: string;
  /** More words to find it by. */
  keywords?: string[];
  /** Keys that run it anywhere outside a text field: "g t", "?". */
  shortcut?: string;
  /** Keys that the page itself handles, in text fields too; shown beside the title: "Ctrl+Enter". */
  keys?: string;
  icon?: ReactNode;
  run: () => void;
}

/** One entry for each skill; long, so it is shown only to a search. */
export const TIMER_GROUP = 'Start the timer on';

const registered = new Map<symbol, readonly Action[]>();
const listeners = new Set<() => void>();
let snapshot: readonly Action[] = [];

function publish(): void {
  snapshot = [...registered.values()].flat();
  for (const listener of listeners) listener();
}

/**
 * Adds actions to the palette while the component is mounted. Memoize the array: a new array registers anew.
 */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    const key = Symbol('actions');
    registered.set(key, actions);
    publish();
    return () => {
      registered.delete(key);
      publish();
    };
  }, [actions]);
}

/** Every action that can be run now. */
export function useAllActions(): readonly Action[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => snapshot,
  );
}
