import type { TargetProgress } from '../../../electron/shared/plan.ts';
import { api, useChange } from '../../api/index.ts';
import { Input, Segmented, useToasts } from '../../ui/index.ts';
import { showTime } from '../practice/show-time.ts';
import styles from './target.module.css';

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'doing', label: 'In work' },
  { value: 'done', label: 'Done' },
] as const;

/** Sets a target's state, and the day it was done on, which may be an earlier one. */
export function TargetState({ progress, today }: { progress: TargetProgress; today: string }) {
  const toasts = useToasts();
  const { targetId, status, doneOn } = progress;
  const set = useChange(api.targets.setStatus.mutate);
  const change = (next: TargetProgress['status']): void => {
    if (next === status) return;
    set.mutate({ targetId, status: next });
    if (status !== 'done') return;
    // Reopening clears the day, so it can be taken back with the day it had.
    toasts.show('Reopened. Its evidence is kept.', {
      undo: () => set.mutate({ targetId, status: 'done', ...(doneOn ? { doneOn } : {}) }),
    });
  };
  return (
    <section className={styles.state} aria-label="State">
      <Segmented label="State of the target" value={status} options={STATES} onChange={change} />
      {status === 'done' && (
        <div className={styles.day}>
          <Input
            aria-label="Done on"
            type="date"
            max={today}
            value={doneOn ?? today}
            onChange={(event) => {
              const day = event.target.value;
              if (day && day <= today) set.mutate({ targetId, status: 'done', doneOn: day });
            }}
          />
        </div>
      )}
      {status === 'done' && progress.evidence.length === 0 && (
        <p className={styles.hint}>Add evidence: only a target with proof moves its skills up a level.</p>
      )}
      {progress.changedAt !== null && <p className={styles.hint}>Last changed {showTime(progress.changedAt)}.</p>}
    </section>
  );
}
