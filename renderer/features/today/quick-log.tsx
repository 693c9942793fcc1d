import { useId, useRef, useState, type SubmitEvent } from 'react';
import { formatDuration } from '../../../electron/shared/time.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Field, Input, Segmented, useToasts } from '../../ui/index.ts';
import { useStartDialog } from '../practice/log-dialog.tsx';
import { useUndo } from '../practice/use-stop-timer.ts';
import { EntryPreview, EntryProblem } from '../practice/words/preview.tsx';
import { useEntryReader } from '../practice/words/use-entry.ts';
import { useOverlapNotice, withNotice } from '../practice/words/use-overlap.ts';
import words from '../practice/words/words.module.css';
import styles from './today.module.css';

const LENGTHS = [
  { value: '25', label: '25 min' },
  { value: '45', label: '45 min' },
  { value: '60', label: '60 min' },
] as const;

const HINT =
  'A length, a skill, what you did, a day and a time, in any order. Without a length, the one chosen above.';

/** Logs a sentence like "45m rag chunking yesterday 21:10", or a usual length that ended just now in two clicks. */
export function QuickLog() {
  const [minutes, setMinutes] = useState<'25' | '45' | '60'>('45');
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { ready, read } = useEntryReader();
  const { log: openForm } = useStartDialog();
  const toasts = useToasts();
  const undo = useUndo();
  const log = useChange(api.practice.log.mutate, {
    onDone: ({ session, changeId }) => {
      setText('');
      toasts.show(`Logged ${formatDuration(session.seconds)}.`, { undo: () => undo(changeId) });
    },
  });
  const usualMinutes = Number(minutes);
  const parsed = read(text, { usualMinutes });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { entry } = read(text, { usualMinutes });
    if (entry && ready && !log.isPending) log.mutate(entry);
    else field.current?.focus();
  };
  const notice = useOverlapNotice(text.trim() === '' ? undefined : parsed.entry);
  const isWrong = parsed.problems.some((problem) => problem.blocks);
  return (
    <form className={styles.quick} onSubmit={submit} aria-label="Log time that has passed">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Segmented label="How long" value={minutes} options={LENGTHS} onChange={setMinutes} />
        <Button variant="ghost" onClick={openForm}>
          All fields
        </Button>
      </div>
      <div className={words.line}>
        <Field label="In words">
          <Input
            ref={field}
            value={text}
            autoComplete="off"
            maxLength={20_000}
            placeholder="45m rag chunking yesterday 21:10"
            aria-invalid={isWrong || undefined}
            aria-describedby={`${id}-message ${id}-preview`}
            onChange={(e) => setText(e.target.value)}
          />
        </Field>
        <Button type="submit" busy={log.isPending}>
          Log it
        </Button>
      </div>
      <EntryPreview parsed={parsed} id={`${id}-preview`} />
      <EntryProblem parsed={withNotice(parsed, notice)} hint={HINT} id={`${id}-message`} />
    </form>
  );
}
