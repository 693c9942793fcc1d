import { useInfiniteQuery } from '@tanstack/react-query';
import {
  actionInWords,
  actorInWords,
  fieldChanges,
  sessionInWords,
} from '../../../../electron/shared/change-words.ts';
import type { HistoryEntry } from '../../../../electron/shared/practice-changes.ts';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { showTime } from '../show-time.ts';
import { useNames } from '../use-names.ts';
import { useTurn } from './use-turn.ts';
import styles from './sessions.module.css';

interface Props {
  /** Only the changes of this session; all changes without one. */
  session?: PracticeSession | undefined;
  onClose: () => void;
}

/** Who or what changed sessions, from what to what, with the way back. */
export function HistoryDialog({ session, onClose }: Props) {
  const sessionId = session?.id;
  const pages = useInfiniteQuery({
    queryKey: ['practice', 'history', sessionId ?? null],
    queryFn: ({ pageParam, signal }) =>
      api.practice.history.query(
        { ...(sessionId ? { sessionId } : {}), ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={session ? 'History of the session' : 'History of your practice'}
      lead="Every change, newest first. Nothing is ever thrown away."
    >
      <ErrorNote error={pages.error} retry={() => void pages.refetch()} />
      {pages.isPending && <SkeletonLines lines={6} height={28} />}
      {pages.data && entries.length === 0 && (
        <EmptyState title="No changes yet">What you log and change will be listed here.</EmptyState>
      )}
      <ol className={styles.list}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {pages.hasNextPage && (
        <div style={{ marginTop: 'var(--s4)' }}>
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const names = useNames();
  const { turn, busy } = useTurn();
  const isUndone = entry.undoneAt !== null;
  const more = entry.sessions - entry.changes.length;
  const what = actionInWords(entry);
  return (
    <li className={cx(isUndone && styles.undone)}>
      <div className={styles.head}>
        <span>
          <strong>{what}</strong>{' '}
          <span className={styles.small}>
            {actorInWords(entry)}, {showTime(entry.at)}
            {isUndone && `; undone ${showTime(entry.undoneAt ?? 0)}`}
          </span>
        </span>
        {entry.canTurn ? (
          <Button
            size="sm"
            busy={busy}
            aria-label={`${isUndone ? 'Redo' : 'Undo'}: ${what}, ${showTime(entry.at)}`}
            onClick={() => turn(isUndone ? 'redo' : 'undo', entry.id)}
          >
            {isUndone ? 'Redo' : 'Undo'}
          </Button>
        ) : (
          <span className={styles.small}>{isUndone ? 'changed since' : 'changed again since'}</span>
        )}
      </div>
      <ul className={styles.changes}>
        {entry.changes.map((change) => {
          const fields = fieldChanges(change, names);
          return (
            <li key={change.sessionId}>
              {fields.length === 0
                ? `${change.kind === 'create' ? 'New' : change.kind === 'delete' ? 'Deleted' : 'Same'}: ${sessionInWords(change.after, names)}`
                : fields.map(({ field, before, after }, index) => (
                    <span key={field}>
                      {index > 0 && '; '}
                      {field} <del>{before}</del> → <ins>{after}</ins>
                    </span>
                  ))}
            </li>
          );
        })}
        {more > 0 && <li>and {more.toLocaleString('en-GB')} more</li>}
      </ul>
    </li>
  );
}
