import type { TargetProgress } from '../../../electron/shared/plan.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Input, Segmented } from '../../ui/index.ts';
import { showTime } from '../practice/show-time.ts';
import styles from './target.module.css';

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'doing', label: 'In work' },
  { value: 'done', label: 'Done' },
] as const;

const CHANGE: Record<NonNullable<TargetProgress['latestChange']>['kind'], string> = {
  state: 'State changed',
  done: 'Marked done',
  reopen: 'Reopened',
  day: 'Day changed',
  note: 'Note changed',
  'evidence-add': 'Evidence added',
  'evidence-remove': 'Evidence removed',
};

/** Sets a target's state, and the day it was done on, which may be an earlier one. */
export function TargetState({ progress, today }: { progress: TargetProgress; today: string }) {
  const { targetId, status, doneOn, latestChange } = progress;
  const undo = useChange(api.targets.undo.mutate);
  const set = useChange(api.targets.setStatus.mutate);
  const change = (next: TargetProgress['status']): void => {
    if (next !== status) set.mutate({ targetId, status: next });
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
      {latestChange && (
        <p className={styles.latest}>
          <span role="status">
            {CHANGE[latestChange.kind]} {showTime(latestChange.at)}
          </span>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Undo: ${CHANGE[latestChange.kind]}`}
            busy={undo.isPending}
            onClick={() => undo.mutate({ changeId: latestChange.id })}
          >
            Undo
          </Button>
        </p>
      )}
    </section>
  );
}
