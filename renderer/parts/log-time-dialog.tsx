import { useState, type SubmitEvent } from 'react';
import { formatDuration } from '../../electron/shared/time.ts';
import { readLength } from '../../electron/shared/words/length.ts';
import { api, useChange } from '../api/index.ts';
import { Button, Dialog, ErrorNote, Field, Input, Textarea, useToasts } from '../ui/index.ts';
import { useUndo } from '../features/practice/use-stop-timer.ts';
import type { PracticeSubject } from './practice-buttons.tsx';

const USUAL = ['25', '45', '60'];

/** Logs time for one thing that is already known: only the length and a note are asked. */
export function LogTimeDialog({ subject, onClose }: { subject: PracticeSubject; onClose: () => void }) {
  const [length, setLength] = useState('45');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const toasts = useToasts();
  const undo = useUndo();
  const log = useChange(api.practice.log.mutate, {
    onError: () => true,
    onDone: ({ session, changeId }) => {
      toasts.show(`Logged ${formatDuration(session.seconds)}.`, { undo: () => undo(changeId) });
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const minutes = readLength(length);
    if (!minutes) return setProblem('Write a length, for example 45, 1:30 or 1.5 h.');
    setProblem(null);
    log.mutate({ minutes, note, skillId: subject.skillId, targetId: subject.targetId ?? null });
  };
  return (
    <Dialog open onClose={onClose} title="Log time" lead={subject.title}>
      <form className="stack" onSubmit={submit} noValidate>
        <Field label="How long, until now" error={problem} hint="Minutes, or 1:30, or 1.5 h.">
          <Input value={length} autoFocus onChange={(event) => setLength(event.target.value)} />
        </Field>
        <div className="row" role="group" aria-label="Usual lengths">
          {USUAL.map((minutes) => (
            <Button
              key={minutes}
              size="sm"
              aria-pressed={length === minutes}
              onClick={() => setLength(minutes)}
            >
              {minutes} min
            </Button>
          ))}
        </div>
        <Field label="Note">
          <Textarea value={note} maxLength={20_000} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <ErrorNote error={log.error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={log.isPending}>
            Log it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
