import { useState, type SubmitEvent } from 'react';
import { readLength } from '../../../../electron/shared/words/length.ts';
import { api, type Inputs } from '../../../api/client.ts';
import { useChange, useData } from '../../../api/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Field, Input, Select, Textarea } from '../../../ui/field.tsx';
import { useToasts } from '../../../ui/toast.tsx';
import styles from '../practice.module.css';
import { ACTIVITIES } from '../use-names.ts';
import { useUndo } from '../use-stop-timer.ts';
import { countSessions } from './use-acts.ts';

type Bulk = Inputs['practice']['bulk'];

interface Props {
  selection: Bulk['selection'];
  count: number;
  onDone: () => void;
  onClose: () => void;
}

const KEEP = 'keep';
const NONE = 'none';

/** Changes sessions alike: what they are about, more of a note, another day or time. One undo takes it back. */
export function ChangeDialog({ selection, count, onDone, onClose }: Props) {
  const [values, setValues] = useState({
    skillId: KEEP,
    activity: KEEP,
    labId: KEEP,
    targetId: KEEP,
    note: '',
    toDate: '',
    shift: '',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const toasts = useToasts();
  const undo = useUndo();
  const bulk = useChange(api.practice.bulk.mutate, {
    onError: () => true,
    onDone: ({ sessions, changeId }) => {
      if (changeId) toasts.show(`Changed ${countSessions(sessions)}.`, { undo: () => undo(changeId) });
      else toasts.show('They were like that already, so nothing was changed.');
      onDone();
    },
  });
  const set = (name: keyof typeof values) => (value: string) => setValues({ ...values, [name]: value });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const shift = readShift(values.shift);
    if (shift === null) return setProblem('Write it like 30m, -1h or +1:30.');
    setProblem(null);
    bulk.mutate({ selection, change: changeOf(values, shift) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Change ${countSessions(count)}`}
      lead="What you leave alone stays as it is."
    >
      <form className="stack" onSubmit={submit} noValidate>
        <Choices values={values} set={set} />
        <Field label="Add to the note" hint="Goes on a line of its own below what is there.">
          <Textarea value={values.note} maxLength={2000} onChange={(e) => set('note')(e.target.value)} />
        </Field>
        <div className={styles.pair}>
          <Field label="Move to the day" hint="Times of day stay.">
            <Input type="date" value={values.toDate} onChange={(e) => set('toDate')(e.target.value)} />
          </Field>
          <Field label="Or shift by" hint="Later: 30m. Earlier: -1h." error={problem}>
            <Input
              value={values.shift}
              disabled={values.toDate !== ''}
              onChange={(e) => set('shift')(e.target.value)}
            />
          </Field>
        </div>
        <ErrorNote error={bulk.error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={bulk.isPending}>
            Change {countSessions(count)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Values = Record<'skillId' | 'activity' | 'labId' | 'targetId' | 'note' | 'toDate' | 'shift', string>;

function Choices({ values, set }: { values: Values; set: (name: keyof Values) => (value: string) => void }) {
  const curriculum = useData('curriculum', 'get').data;
  const targets = curriculum?.paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets)) ?? [];
  const fields = [
    { name: 'skillId', label: 'Skill', none: 'No particular skill', options: curriculum?.skills ?? [] },
    {
      name: 'activity',
      label: 'Kind of work',
      none: null,
      options: ACTIVITIES.map((it) => ({ id: it.value, title: it.title })),
    },
    { name: 'labId', label: 'Lab', none: 'No lab', options: curriculum?.labs ?? [] },
    { name: 'targetId', label: 'Target', none: 'No target', options: targets },
  ] as const;
  return (
    <div className={styles.pair}>
      {fields.map(({ name, label, none, options }) => (
        <Field key={name} label={label}>
          <Select value={values[name]} onChange={(e) => set(name)(e.target.value)}>
            <option value={KEEP}>As it is</option>
            {none && <option value={NONE}>{none}</option>}
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.title}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </div>
  );
}

/** "-1h" as minutes; 0 for nothing, null for what is no time. */
function readShift(text: string): number | null {
  const trimmed = text.trim().replace('−', '-');
  if (trimmed === '') return 0;
  const minutes = readLength(trimmed.replace(/^[+-]\s*/, ''));
  return minutes === null || minutes <= 0 ? null : Math.round(trimmed.startsWith('-') ? -minutes : minutes);
}

function changeOf(values: Values, shift: number): Bulk['change'] {
  const id = (value: string): string | null => (value === NONE ? null : value);
  const activity = ACTIVITIES.find((it) => it.value === values.activity)?.value;
  return {
    ...(values.skillId === KEEP ? {} : { skillId: id(values.skillId) }),
    ...(values.labId === KEEP ? {} : { labId: id(values.labId) }),
    ...(values.targetId === KEEP ? {} : { targetId: id(values.targetId) }),
    ...(activity ? { activity } : {}),
    ...(values.note.trim() === '' ? {} : { noteAppend: values.note }),
    ...(values.toDate === '' ? (shift === 0 ? {} : { shiftMinutes: shift }) : { toDate: values.toDate }),
  };
}
