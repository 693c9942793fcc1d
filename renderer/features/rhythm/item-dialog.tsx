import { useState, type SubmitEvent } from 'react';
import { weekday as weekdays } from '../../../electron/shared/curriculum.ts';
import type { AddItem, PersonalItem } from '../../../electron/shared/rhythm.ts';
import { api, useChange } from '../../api/index.ts';
import {
  Button,
  Checkbox,
  Dialog,
  ErrorNote,
  Field,
  Input,
  Select,
  Textarea,
  useToasts,
} from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { capital } from './words.ts';

const CADENCES = [
  { value: 'weekday', title: 'On a day of the week' },
  { value: 'weekly', title: 'Once a week, on any day' },
  { value: 'monthly', title: 'Once a month' },
  { value: 'quarterly', title: 'Once a quarter' },
] as const;

function draftOf(item: PersonalItem | undefined) {
  return {
    title: item?.title ?? '',
    detail: item?.detail ?? '',
    cadence: item?.cadence ?? 'weekday',
    weekday: item?.weekday ?? ('monday' as const),
    time: item?.time ?? '',
    minutes: item?.minutes ? String(item.minutes) : '',
    active: item?.active ?? true,
    remind: item?.remind ?? true,
  };
}

type Draft = Omit<ReturnType<typeof draftOf>, 'cadence' | 'weekday'> & {
  cadence: PersonalItem['cadence'];
  weekday: NonNullable<PersonalItem['weekday']>;
};

/** Adds an item of one's own, or changes when and how long an item is, its reminder, and whether it is on. */
export function ItemDialog({ item, onClose }: { item?: PersonalItem; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(item));
  const { save, error, busy } = useSave(item, onClose);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const isMine = item === undefined || item.own;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save(draft);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={item ? `Change “${item.title}”` : 'Add an item of your own'}
      lead={item && !item.own ? 'Your times win over the curriculum’s, from now on.' : undefined}
    >
      <form className="stack" onSubmit={submit} noValidate>
        {isMine && (
          <>
            <Field label="What">
              <Input
                value={draft.title}
                maxLength={200}
                autoFocus
                onChange={(e) => set({ title: e.target.value })}
              />
            </Field>
            <Field label="How" hint="A line that helps you begin. It may stay empty.">
              <Textarea
                value={draft.detail}
                maxLength={2000}
                onChange={(e) => set({ detail: e.target.value })}
              />
            </Field>
          </>
        )}
        {item === undefined && (
          <Field label="How often">
            <Select
              value={draft.cadence}
              onChange={(e) => {
                const found = CADENCES.find((one) => one.value === e.target.value);
                if (found) set({ cadence: found.value });
              }}
            >
              {CADENCES.map(({ value, title }) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <When draft={draft} onChange={set} />
        {item && (
          <div className="stack" style={{ gap: 'var(--s2)' }}>
            <Checkbox
              label="Part of my rhythm"
              checked={draft.active}
              onChange={(e) => set({ active: e.target.checked })}
            />
            <Checkbox
              label="Remind me of it, while reminders are on"
              checked={draft.remind}
              onChange={(e) => set({ remind: e.target.checked })}
            />
          </div>
        )}
        <ErrorNote error={error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {item && (item.own || item.changed) && <TakeBack item={item} onDone={onClose} />}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {item ? 'Save' : 'Add it'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function When({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const length = (
    <Field label="Minutes" hint="May stay empty.">
      <Input
        type="number"
        min={1}
        max={1440}
        value={draft.minutes}
        onChange={(e) => onChange({ minutes: e.target.value })}
      />
    </Field>
  );
  if (draft.cadence !== 'weekday') return length;
  return (
    <div className={styles.three}>
      <Field label="Day">
        <Select
          value={draft.weekday}
          onChange={(e) => {
            const found = weekdays.options.find((day) => day === e.target.value);
            if (found) onChange({ weekday: found });
          }}
        >
          {weekdays.options.map((day) => (
            <option key={day} value={day}>
              {capital(day)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Time" hint="May stay empty.">
        <Input type="time" value={draft.time} onChange={(e) => onChange({ time: e.target.value })} />
      </Field>
      {length}
    </div>
  );
}

function TakeBack({ item, onDone }: { item: PersonalItem; onDone: () => void }) {
  const toasts = useToasts();
  const undo = useChange(api.rhythm.removeItem.mutate);
  const remove = useChange(api.rhythm.removeItem.mutate, {
    onDone: (_, { id }) => {
      toasts.show(item.own ? `Removed “${item.title}”.` : `“${item.title}” is as the curriculum has it.`, {
        undo: () => undo.mutate({ id, restore: true }),
      });
      onDone();
    },
  });
  return (
    <Button
      variant={item.own ? 'danger' : 'secondary'}
      busy={remove.isPending}
      onClick={() => remove.mutate({ id: item.id })}
    >
      {item.own ? 'Remove it' : 'Back to the default'}
    </Button>
  );
}

function useSave(item: PersonalItem | undefined, onDone: () => void) {
  const toasts = useToasts();
  const call = async (draft: Draft): Promise<PersonalItem> => {
    const isDay = draft.cadence === 'weekday';
    const minutes = draft.minutes === '' ? null : Math.round(Number(draft.minutes));
    const when = { weekday: isDay ? draft.weekday : null, time: (isDay && draft.time) || null, minutes };
    const words = { title: draft.title, detail: draft.detail };
    if (!item)
      return api.rhythm.addItem.mutate({ ...words, cadence: draft.cadence, ...when } satisfies AddItem);
    const { active, remind } = draft;
    return api.rhythm.changeItem.mutate({ id: item.id, ...(item.own ? words : {}), ...when, active, remind });
  };
  const change = useChange(call, {
    onError: () => true,
    onDone: (saved) => {
      toasts.show(saved.active ? `Saved “${saved.title}”.` : `“${saved.title}” is off. All items lists it.`);
      onDone();
    },
  });
  return { save: change.mutate, error: change.error, busy: change.isPending };
}
