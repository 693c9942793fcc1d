import { formatDuration } from '../../../../electron/shared/time.ts';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/queries.ts';
import { useToasts } from '../../../ui/toast.tsx';
import { showDate } from '../show-time.ts';
import { useUndo } from '../use-stop-timer.ts';

/** "1 session" or "12 sessions". */
export const countSessions = (count: number): string =>
  count === 1 ? '1 session' : `${count.toLocaleString('en-GB')} sessions`;

/** Actions that need no question, because each can be undone. */
export function useActs(onDone: () => void = () => {}) {
  const toasts = useToasts();
  const undo = useUndo();
  const say = (text: string, changeId: string | null): void => {
    toasts.show(text, changeId === null ? {} : { undo: () => undo(changeId) });
    onDone();
  };
  const remove = useChange(api.practice.remove.mutate, {
    onDone: ({ session, changeId }) =>
      say(`Deleted ${formatDuration(session.seconds)} of ${showDate(session.localDate)}.`, changeId),
  });
  const removeAll = useChange(api.practice.removeAll.mutate, {
    onDone: ({ sessions, changeId }) => say(`Deleted ${countSessions(sessions)}.`, changeId),
  });
  const merge = useChange(api.practice.merge.mutate, {
    onDone: ({ sessions, changeId }) => say(`Merged ${sessions} sessions into one.`, changeId),
  });
  const trim = useChange(api.practice.trim.mutate, {
    onDone: ({ changeId }) => say('Took the shared time out.', changeId),
  });
  const keepBoth = useChange(api.practice.keepOverlap.mutate, {
    onDone: (_, { ids, kept }) => {
      if (!kept) return;
      toasts.show('Both are kept. They are not asked about again.', {
        undo: () => keepBoth.mutate({ ids, kept: false }),
      });
    },
  });
  return {
    remove: remove.mutate,
    removeAll: removeAll.mutate,
    merge: merge.mutate,
    trim: trim.mutate,
    keepBoth: keepBoth.mutate,
    busy: remove.isPending || removeAll.isPending || merge.isPending || trim.isPending || keepBoth.isPending,
  };
}
