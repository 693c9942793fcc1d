import type { Target } from '../../../electron/shared/curriculum.ts';
import type { TargetProgress } from '../../../electron/shared/plan.ts';
import { api, useChange } from '../../api/index.ts';
import { Button } from '../../ui/index.ts';
import { AddEvidence } from './add-evidence.tsx';
import { PieceRow } from './evidence-row.tsx';
import styles from './target.module.css';
import { useLabRuns } from './use-lab-runs.ts';

/** What proves that a target was reached: links, files, notes, lab runs and eval reports. */
export function Evidence({ target, progress }: { target: Target; progress: TargetProgress }) {
  const runs = useLabRuns(target.labs);
  const undo = useChange(api.targets.undo.mutate);
  const remove = useChange(api.targets.removeEvidence.mutate);
  const { latestChange } = progress;
  const removed = latestChange?.kind === 'evidence-remove' ? latestChange.id : null;
  return (
    <section className={styles.evidence}>
      <h3>Evidence</h3>
      {progress.evidence.length === 0 ? (
        <p className={styles.hint}>
          None yet. A pull request, a dashboard, an eval report or a few honest lines all count.
        </p>
      ) : (
        <ul className={styles.pieces}>
          {progress.evidence.map((piece) => (
            <PieceRow
              key={piece.id}
              piece={piece}
              runs={runs}
              onRemove={() => remove.mutate({ id: piece.id })}
            />
          ))}
        </ul>
      )}
      {removed && remove.isSuccess && (
        // Here and not in a toast: a toast is outside the dialog, where the keyboard cannot go.
        <p className={styles.removed} role="status">
          Evidence removed.
          <Button size="sm" autoFocus onClick={() => undo.mutate({ changeId: removed })}>
            Undo
          </Button>
        </p>
      )}
      <AddEvidence targetId={target.id} runs={runs} />
    </section>
  );
}
