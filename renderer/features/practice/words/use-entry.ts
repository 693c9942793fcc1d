import { useCallback } from 'react';
import { parseEntry } from '../../../../electron/shared/words/parse-entry.ts';
import type { EntryContext, ParsedEntry } from '../../../../electron/shared/words/types.ts';
import { useData } from '../../../api/queries.ts';

type Options = Pick<EntryContext, 'fixed' | 'usualMinutes'>;

/**
 * Gives a function that reads an entry in words as of now, with this machine's zone and the names of the curriculum.
 * `ready` is false until those names are here: before, a skill would pass for a note.
 */
export function useEntryReader(): { ready: boolean; read(text: string, options?: Options): ParsedEntry } {
  const curriculum = useData('curriculum', 'get').data;
  const dayStartHour = useData('settings', 'get').data?.dayStartHour;
  const read = useCallback(
    (text: string, options: Options = {}) =>
      parseEntry(text, {
        now: Date.now(),
        zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        dayStartHour: dayStartHour ?? 4,
        skills: curriculum?.skills ?? [],
        labs: curriculum?.labs ?? [],
        targets: curriculum?.paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets)) ?? [],
        ...options,
      }),
    [curriculum, dayStartHour],
  );
  return { ready: curriculum !== undefined && dayStartHour !== undefined, read };
}
