import { useState } from 'react';
import type { PlanView } from '../../../../electron/shared/plan.ts';
import { addDays } from '../../../../electron/shared/time.ts';
import { api } from '../../../api/index.ts';
import { Button, Dialog, ErrorNote, Field, Input } from '../../../ui/index.ts';
import styles from './plan.module.css';
import { usePlanChange } from './use-plan-change.ts';

/** Other hours a week from a date on. */
export function PaceDialog({ plan, onClose }: { plan: PlanView; onClose: () => void }) {
  const first = addDays(plan.enrolment.startedOn, 1);
  const [fromOn, setFromOn] = useState(plan.today < first ? first : plan.today);
  const [hours, setHours] = useState('');
  const set = usePlanChange(api.plan.setPace.mutate, { done: 'Pace changed', onDone: onClose, quiet: true });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Change the pace"
      lead="The hours of work stay; the dates after that day move. What was due before it stays as it was."
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate({ fromOn, hoursPerWeek: hours.trim() === '' ? null : Number(hours) });
        }}
      >
        <div className={styles.pair}>
          <Field label="From" hint="Past dates too.">
            <Input
              type="date"
              required
              min={first}
              value={fromOn}
              onChange={(e) => setFromOn(e.target.value)}
            />
          </Field>
          <Field label="Hours a week" hint="Empty: the path’s own pace.">
            <Input
              type="number"
              min={0.5}
              max={80}
              step={0.5}
              placeholder="The path’s own"
              value={hours}
              onChange={(e) => setHours(e.target.value)}
            />
          </Field>
        </div>
        <ErrorNote error={set.error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={set.isPending}>
            Change the pace
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
