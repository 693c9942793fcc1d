import { useState, type SubmitEvent } from 'react';
import {
  readingKind,
  readingStatus,
  type ChangeReading,
  type Reading,
} from '../../../electron/shared/reading.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Dialog, ErrorNote, Field, Input, Select, Textarea, useToasts } from '../../ui/index.ts';
import { LinkedSessions } from './linked-sessions.tsx';
import { KIND_TITLES, STATUS_TITLES } from './reading-words.ts';
import styles from './reading.module.css';

/** Changes an entry, and links the practice sessions in which it was read. */
export function ReadingDialog({ entry, onClose }: { entry: Reading; onClose: () => void }) {
  const [draft, setDraft] = useState(() => ({
    title: entry.title,
    url: entry.url ?? '',
    kind: entry.kind,
    status: entry.status,
    minutes: String(entry.minutes),
    takeaways: entry.takeaways,
  }));
  const toasts = useToasts();
  const undo = useChange(api.reading.change.mutate);
  const save = useChange(api.reading.change.mutate, {
    onError: () => true,
    onDone: ({ before }) => {
      toasts.show('Saved.', { undo: () => undo.mutate(before) });
      onClose();
    },
  });
  const restore = useChange(api.reading.remove.mutate);
  const remove = useChange(api.reading.remove.mutate, {
    onDone: (_, { id }) => {
      toasts.show(`Deleted “${entry.title}”.`, { undo: () => restore.mutate({ id, restore: true }) });
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { minutes, url, ...rest } = draft;
    const input: ChangeReading = {
      id: entry.id,
      ...rest,
      url: url.trim() || null,
      minutes: Math.round(Number(minutes)),
    };
    save.mutate(input);
  };
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  return (
    <Dialog open wide onClose={onClose} title="Reading">
      <form className="stack" onSubmit={submit} noValidate>
        <Field label="Title">
          <Input
            value={draft.title}
            maxLength={300}
            autoFocus
            onChange={(e) => set({ title: e.target.value })}
          />
        </Field>
        <Field label="Address" hint="May stay empty.">
          <Input
            type="url"
            value={draft.url}
            maxLength={2000}
            onChange={(e) => set({ url: e.target.value })}
          />
        </Field>
        <div className={styles.three}>
          <Field label="Kind">
            <Select
              value={draft.kind}
              onChange={(e) =>
                set({ kind: readingKind.options.find((kind) => kind === e.target.value) ?? draft.kind })
              }
            >
              {readingKind.options.map((kind) => (
                <option key={kind} value={kind}>
                  {KIND_TITLES[kind]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Status">
            <Select
              value={draft.status}
              onChange={(e) =>
                set({
                  status: readingStatus.options.find((status) => status === e.target.value) ?? draft.status,
                })
              }
            >
              {readingStatus.options.map((status) => (
                <option key={status} value={status}>
                  {STATUS_TITLES[status]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Minutes" hint="Besides linked sessions.">
            <Input
              type="number"
              min={0}
              value={draft.minutes}
              onChange={(e) => set({ minutes: e.target.value })}
            />
          </Field>
        </div>
        <Field label="What I took from it" hint="Three lines are enough. They go into the Friday note.">
          <Textarea
            rows={5}
            maxLength={20_000}
            value={draft.takeaways}
            onChange={(e) => set({ takeaways: e.target.value })}
          />
        </Field>
        <LinkedSessions entry={entry} />
        <ErrorNote error={save.error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: entry.id })}>
            Delete
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
