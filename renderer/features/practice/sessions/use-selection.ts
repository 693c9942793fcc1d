import { useMemo, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  toggle(id: string): void;
  /** Adds or removes the sessions of a range, as the first of them is. */
  setAll(ids: readonly string[], on: boolean): void;
  clear(): void;
}

/** The chosen sessions. They stay chosen while the list scrolls and its filter changes. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return useMemo(
    () => ({
      ids,
      toggle: (id) =>
        setIds((before) => {
          const next = new Set(before);
          if (!next.delete(id)) next.add(id);
          return next;
        }),
      setAll: (some, on) =>
        setIds((before) => {
          const next = new Set(before);
          for (const id of some) {
            if (on) next.add(id);
            else next.delete(id);
          }
          return next;
        }),
      clear: () => setIds(new Set()),
    }),
    [ids],
  );
}
