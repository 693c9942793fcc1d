import { useMemo, useState, type ReactNode } from 'react';
import { cadenceOf } from '../../../electron/shared/rhythm-periods.ts';
import type { RhythmEntry } from '../../../electron/shared/rhythm.ts';
import { addDays } from '../../../electron/shared/time.ts';
import { useToasts } from '../../ui/index.ts';
import { ItemDialog } from './item-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { SkipDialog } from './skip-dialog.tsx';
import { useMark, useOpenNote } from './use-mark.ts';
import { daysOfPeriod } from './words.ts';

export interface EntryActions {
  check(entry: RhythmEntry, change: { done: boolean; onError: () => void }): void;
  skip(entry: RhythmEntry): void;
  move(entry: RhythmEntry): void;
  /** Moves a day's item by some days within its week. */
  shift(entry: RhythmEntry, days: number): void;
  write(entry: RhythmEntry): void;
  change(entry: RhythmEntry): void;
}

type Asked = { what: 'skip' | 'move' | 'item'; entry: RhythmEntry } | null;

/** Everything that can be done with an entry, and the dialog that one of them may need. */
export function useEntryActions(): { act: EntryActions; dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked>(null);
  const { mutate } = useMark();
  const openNote = useOpenNote();
  const toasts = useToasts();
  const act = useMemo<EntryActions>(
    () => ({
      check: ({ id, period }, { done, onError }) =>
        mutate({ do: done ? 'check' : 'reopen', itemId: id, period }, { onError }),
      skip: (entry) =>
        entry.skippedAt === null
          ? setAsked({ what: 'skip', entry })
          : mutate({ do: 'reopen', itemId: entry.id, period: entry.period }),
      move: (entry) => setAsked({ what: 'move', entry }),
      shift(entry, by) {
        if (entry.date === null || cadenceOf(entry.period) !== 'weekday')
          return setAsked({ what: 'move', entry });
        const on = addDays(entry.date, by);
        if (!daysOfPeriod(entry.period).includes(on)) {
          return toasts.show('An item stays in its week.', {
            hint: 'Skip it here; it comes again next week.',
          });
        }
        mutate({ do: 'move', itemId: entry.id, period: entry.period, on, time: entry.time ?? null });
      },
      write: openNote,
      change: (entry) => setAsked({ what: 'item', entry }),
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- the mutation's other parts change with every state of it
    [mutate],
  );
  const close = (): void => setAsked(null);
  const dialog = asked && (
    <>
      {asked.what === 'skip' && <SkipDialog entry={asked.entry} onClose={close} />}
      {asked.what === 'move' && <MoveDialog entry={asked.entry} onClose={close} />}
      {asked.what === 'item' && <ItemDialog item={asked.entry} onClose={close} />}
    </>
  );
  return { act, dialog };
}
