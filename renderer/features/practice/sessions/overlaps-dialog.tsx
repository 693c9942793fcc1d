import type { Overlap } from '../../../../electron/shared/practice-changes.ts';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { formatDuration } from '../../../../electron/shared/time.ts';
import { useData } from '../../../api/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { useNames } from '../use-names.ts';
import { showRange } from './show-range.ts';
import styles from './sessions.module.css';
import { useActs } from './use-acts.ts';

/** Sessions that share time, pair by pair, with what can be done about it. */
export function OverlapsDialog({ onClose }: { onClose: () => void }) {
  const { data, error, refetch } = useData('practice', 'overlaps', { all: true });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Sessions that share time"
      lead="Each counts as it was logged until you say otherwise. Each answer can be undone."
    >
      <ErrorNote error={error} retry={() => void refetch()} />
      {data?.length === 0 && <p>No two sessions share time any more.</p>}
      <ul className={styles.list}>
        {data?.map((pair) => (
          <Pair key={`${pair.first.id} ${pair.second.id}`} pair={pair} />
        ))}
      </ul>
    </Dialog>
  );
}

function Pair({ pair: { first, second, from, to } }: { pair: Overlap }) {
  const names = useNames();
  const acts = useActs();
  const [one, two] = [names.subject(first), names.subject(second)];
  const [a, b] = one === two ? [`${one} (the earlier)`, `${two} (the later)`] : [one, two];
  return (
    <li>
      <div className={styles.pair}>
        <Side name={one} session={first} />
        <Side name={two} session={second} />
      </div>
      <p className={styles.small} style={{ margin: 'var(--s2) 0' }}>
        They share {formatDuration((to - from) / 1000)}.
      </p>
      <div className="row">
        <Button size="sm" busy={acts.busy} onClick={() => acts.trim({ id: first.id, by: second.id })}>
          Take it out of {a}
        </Button>
        <Button size="sm" busy={acts.busy} onClick={() => acts.trim({ id: second.id, by: first.id })}>
          Take it out of {b}
        </Button>
        <Button size="sm" busy={acts.busy} onClick={() => acts.merge({ ids: [first.id, second.id] })}>
          Merge them
        </Button>
        <Button
          size="sm"
          variant="ghost"
          busy={acts.busy}
          onClick={() => acts.keepBoth({ ids: [first.id, second.id], kept: true })}
        >
          Keep both
        </Button>
      </div>
    </li>
  );
}

function Side({ name, session }: { name: string; session: PracticeSession }) {
  return (
    <p>
      <strong>{name}</strong>
      <br />
      <span className={styles.small}>
        {showRange(session)}, {formatDuration(session.seconds)}
      </span>
    </p>
  );
}
