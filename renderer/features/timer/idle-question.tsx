import { useState } from 'react';
import { subject, type Subject } from '../../../electron/shared/practice.ts';
import type { IdleStretch, TimerState } from '../../../electron/shared/timer.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Dialog, useToasts } from '../../ui/index.ts';
import { useSecond } from '../../app/use-timer.ts';
import { showTime } from '../practice/show-time.ts';
import { useNames } from '../practice/use-names.ts';
import { SubjectFields } from '../practice/subject-fields.tsx';
import styles from './idle-question.module.css';

interface Props {
  timer: TimerState;
  idle: IdleStretch;
  onLater: () => void;
}

/** Asks what the time without input was. The server keeps the question until it is answered, in any window. */
export function IdleQuestion({ timer, idle, onLater }: Props) {
  const now = useSecond(idle.to === null && !timer.interrupted);
  const until = idle.to ?? (timer.interrupted ? (timer.heartbeatAt ?? idle.from) : now);
  const length = formatDuration(Math.max(0, until - idle.from) / 1000);
  const names = useNames();
  const toasts = useToasts();
  const [splitting, setSplitting] = useState(false);
  const answer = useChange(api.timer.answerIdle.mutate, {
    onDone: (logged) => {
      const lengths = logged.map((it) => formatDuration(it.session.seconds)).join(' and ');
      if (lengths) toasts.show(`Logged ${lengths}.`);
    },
  });
  const say = (choice: 'keep' | 'cut' | 'split', entry: Subject | null = null): void =>
    answer.mutate({ from: idle.from, choice, entry });
  const from = showTime(idle.from);
  return (
    <Dialog
      open
      onClose={onLater}
      title={`${length} without input`}
      lead={
        idle.to === null && !timer.interrupted
          ? `The timer on “${names.subject(timer)}” runs. Cairn has seen no input since ${from}.`
          : `The timer on “${names.subject(timer)}” ran. Cairn saw no input from ${from} to ${showTime(until)}.`
      }
    >
      {splitting ? (
        <SplitForm
          length={length}
          busy={answer.isPending}
          onBack={() => setSplitting(false)}
          onSplit={(entry) => say('split', entry)}
        />
      ) : (
        <>
          <ul className={styles.choices}>
            <Choice
              title={`Keep the ${length}`}
              note="You were working, or reading away from the keyboard. It counts."
              disabled={answer.isPending}
              onClick={() => say('keep')}
            />
            <Choice
              title="Cut it out"
              note={`It was a break. The timer goes on without it.`}
              disabled={answer.isPending}
              onClick={() => say('cut')}
            />
            <Choice
              title="Split"
              note={`What was before ${from} is logged. Then say what the ${length} were, or drop them; a new timer runs.`}
              disabled={answer.isPending}
              onClick={() => setSplitting(true)}
            />
          </ul>
          <p className={styles.small}>
            Nothing is decided while this is open. Escape asks again later, from the timer at the top. Cairn
            sees the keyboard and pointer of its own windows, work on labs, and its commands in a terminal.
          </p>
        </>
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  title: string;
  note: string;
  disabled: boolean;
  onClick: () => void;
}

function Choice({ title, note, disabled, onClick }: ChoiceProps) {
  return (
    <li>
      <button type="button" className={styles.choice} disabled={disabled} onClick={onClick}>
        <strong>{title}</strong>
        <span>{note}</span>
      </button>
    </li>
  );
}

interface SplitProps {
  length: string;
  busy: boolean;
  onBack: () => void;
  onSplit: (entry: Subject | null) => void;
}

function SplitForm({ length, busy, onBack, onSplit }: SplitProps) {
  const [about, setAbout] = useState<Subject>(() => subject.parse({ activity: 'reading' }));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSplit(about);
      }}
    >
      <p>What were the {length} without input?</p>
      <SubjectFields value={about} onChange={setAbout} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onBack}>Back</Button>
        <Button disabled={busy} onClick={() => onSplit(null)}>
          Drop them
        </Button>
        <Button type="submit" variant="primary" busy={busy}>
          Log {length}
        </Button>
      </div>
    </form>
  );
}
