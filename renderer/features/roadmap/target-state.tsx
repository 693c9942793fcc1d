import { useState } from 'react';
import type { TargetProgress } from '../../../electron/shared/plan.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Input, Segmented } from '../../ui/index.ts';
import { showDate, showTime } from '../practice/show-time.ts';
import styles from './target.module.css';

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'doing', label: 'In work' },
  { value: 'done', label: 'Done' },
] as const;

/** Sets a target's state, and the day it was done on, which may be an earlier one. */
export function TargetState({ progress, today }: { progress: TargetProgress; today: string }) {
  const { targetId, status, doneOn } = progress;
  const [reopened, setReopened] = useState<string | null>(null);
  const set = useChange(api.targets.setStatus.mutate);
  const change = (next: TargetProgress['status']): void => {
    if (next === status) return;
    set.mutate({ targetId, status: next });
    // Reopening clears the day on the server, so it is kept here to be taken back with.
    setReopened(status === 'done' ? doneOn : null);
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
      {reopened && status !== 'done' && (
        <p className={styles.removed} role="status">
          Reopened; it was done on {showDate(reopened)}.
          <Button size="sm" onClick={() => set.mutate({ targetId, status: 'done', doneOn: reopened })}>
            Undo
          </Button>
        </p>
      )}
      {status === 'done' && progress.evidence.length === 0 && (
        <p className={styles.hint}>Add evidence: only a target with proof moves its skills up a level.</p>
      )}
      {progress.changedAt !== null && (
        <p className={styles.hint}>Last changed {showTime(progress.changedAt)}.</p>
      )}
    </section>
  );
}
