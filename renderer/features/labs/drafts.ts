/** The part of the browser's storage that drafts need. */
export interface Drafts {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Text that was typed and not saved, and what it is based on. */
interface Draft {
  text: string;
  baseHash: string;
}

/** The drafts of one workspace. @param prefix keeps those of several apart */
export function createDrafts(store: Drafts, prefix: string) {
  const key = (path: string): string => `${prefix}:${path}`;
  return {
    keep(path: string, draft: Draft): void {
      try {
        store.setItem(key(path), JSON.stringify(draft));
      } catch {
        // The storage is full: the autosave that follows is the first net, this one only the second.
      }
    },
    read(path: string): Draft | null {
      const kept = store.getItem(key(path));
      return kept === null ? null : (JSON.parse(kept) as Draft);
    },
    drop: (path: string): void => store.removeItem(key(path)),
  };
}
