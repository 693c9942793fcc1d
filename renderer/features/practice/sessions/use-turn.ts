import { useCallback } from 'react';
import { actionInWords } from '../../../../electron/shared/change-words.ts';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/queries.ts';
import { useToasts } from '../../../ui/toast.tsx';

type Way = 'undo' | 'redo';

/** Undoes or redoes: a change that is named, or the one whose turn it is. */
export function useTurn(): {
  turn: (way: Way, changeId: string) => void;
  step: (way: Way) => void;
  busy: boolean;
} {
  const toasts = useToasts();
  const run = useChange(
    async ({ way, changeId }: { way: Way; changeId?: string }) => {
      const id = changeId ?? (await api.practice.undoStack.query())[way]?.id;
      return id === undefined ? null : api.practice[way].mutate({ changeId: id });
    },
    {
      onDone: (done, { way }) => {
        const word = way === 'undo' ? 'Undone' : 'Redone';
        toasts.show(done ? `${word}: ${actionInWords(done)}.` : `There is nothing to ${way}.`);
      },
    },
  );
  const { mutate } = run;
  return {
    turn: useCallback((way, changeId) => mutate({ way, changeId }), [mutate]),
    step: useCallback((way) => mutate({ way }), [mutate]),
    busy: run.isPending,
  };
}
