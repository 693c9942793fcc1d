import { useState } from 'react';
import type { RhythmEntry } from '../../../electron/shared/rhythm.ts';
import type { EntryActions } from './use-entry-actions.tsx';

/** The check mark of an entry: what was clicked shows at once, the server's answer follows within milliseconds. */
export function useCheck(
  entry: RhythmEntry,
  act: EntryActions,
): { done: boolean; set: (done: boolean) => void } {
  const [wanted, setWanted] = useState<{ entry: RhythmEntry; done: boolean } | null>(null);
  return {
    // A wish holds until the entry comes anew.
    done: wanted?.entry === entry ? wanted.done : entry.checkedAt !== null,
    set(done) {
      setWanted({ entry, done });
      act.check(entry, { done, onError: () => setWanted(null) });
    },
  };
}
