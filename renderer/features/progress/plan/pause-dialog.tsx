import { useState } from 'react';
import type { Pause, PlanView } from '../../../../electron/shared/plan.ts';
import { api } from '../../../api/index.ts';
import { Button, Checkbox, Dialog, ErrorNote, Field, Input, Select } from '../../../ui/index.ts';
import styles from './plan.module.css';
import { usePlanChange } from './use-plan-change.ts';

interface PauseDialogProps {
  /** The pause to edit; null for a new one. */
  pause: Pause | null;
  plan: PlanView;
  onClose: () => void;
}

const KINDS = [
  { value: 'holiday', label: 'Holiday' },
  { value: 'sick', label: 'Sick' },
  { value: 'other', label: 'Something else' },
] as const;

/** A pause as a form: when, what kind, why. Also for the past. */
export function PauseDialog({ pause, plan, onClose }: PauseDialogProps) {
  const [draft, setDraft] = useState({
    startsOn: pause?.startsOn ?? plan.today,
    endsOn: pause?.endsOn ?? '',
    open: pause !== null && pause.endsOn === null,
    kind: pause?.kind ?? 'holiday',
    reason: pause?.reason ?? '',
  });
  const add = usePlanChange(api.plan.addPause.mutate, { done: 'Pause added', onDone: onClose, quiet: true });
  const update = usePlanChange(api.plan.updatePause.mutate, {
    done: 'Pause changed',
    onDone: onClose,
    quiet: true,
  });
  const save = (): void => {
    const { startsOn, endsOn, open, kind, reason } = draft;
    const input = { startsOn, endsOn: open ? null : endsOn, kind, reason };
    if (pause) update.mutate({ id: pause.id, ...input });
    else add.mutate(input);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={pause ? 'Edit the pause' : 'Add a pause'}
      lead="Paused days ask for nothing, and everything after them moves back. Hours you log all the same count."
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className={styles.pair}>
          <Field label="First day">
            <Input
              type="date"
              required
              value={draft.startsOn}
              onChange={(e) => setDraft({ ...draft, startsOn: e.target.value })}
            />
          </Field>
          <Field label="Last day">
            <Input
              type="date"
              required={!draft.open}
              disabled={draft.open}
              min={draft.startsOn}
              value={draft.open ? '' : draft.endsOn}
              onChange={(e) => setDraft({ ...draft, endsOn: e.target.value })}
            />
          </Field>
        </div>
        <Checkbox
          label="Until I’m back"
          checked={draft.open}
          onChange={(e) => setDraft({ ...draft, open: e.target.checked })}
        />
        <Field label="Kind">
          <Select
            value={draft.kind}
            onChange={(e) =>
              setDraft({ ...draft, kind: KINDS.find((it) => it.value === e.target.value)?.value ?? 'other' })
            }
          >
            {KINDS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Reason" hint="For you; may stay empty.">
          <Input
            maxLength={200}
            value={draft.reason}
            onChange={(e) => setDraft({ ...draft, reason: e.target.value })}
          />
        </Field>
        <ErrorNote error={add.error ?? update.error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={add.isPending || update.isPending}>
            {pause ? 'Save the pause' : 'Add the pause'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
