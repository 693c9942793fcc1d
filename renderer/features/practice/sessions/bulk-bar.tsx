import { Button } from '../../../ui/button.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import styles from './sessions.module.css';
import { countSessions } from './use-acts.ts';

interface Props {
  /** How many are chosen. */
  count: number;
  /** How many the filter finds; null while all of them are chosen. */
  others: number | null;
  canMerge: boolean;
  busy: boolean;
  onAll: () => void;
  onChange: () => void;
  onMerge: () => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the chosen sessions; it stays in sight while the list scrolls. */
export function BulkBar({
  count,
  others,
  canMerge,
  busy,
  onAll,
  onChange,
  onMerge,
  onDelete,
  onClear,
}: Props) {
  return (
    <div className={styles.bar} role="toolbar" aria-label="The chosen sessions">
      <strong aria-live="polite">{countSessions(count)} chosen</strong>
      {others !== null && others > count && (
        <Button size="sm" variant="ghost" onClick={onAll}>
          Choose all {others.toLocaleString('en-GB')}
        </Button>
      )}
      <Button size="sm" onClick={onChange}>
        Change…
      </Button>
      <Button size="sm" disabled={!canMerge} busy={busy} onClick={onMerge}>
        Merge
      </Button>
      <Button size="sm" variant="danger" busy={busy} onClick={onDelete}>
        Delete
      </Button>
      <Button size="sm" variant="ghost" onClick={onClear}>
        None <Kbd keys="Esc" />
      </Button>
    </div>
  );
}
