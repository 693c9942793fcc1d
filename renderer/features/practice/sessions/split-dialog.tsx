import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { useState, type SubmitEvent } from 'react';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { formatDuration } from '../../../../electron/shared/time.ts';
import { readLength } from '../../../../electron/shared/words/length.ts';
import { createWallClock } from '../../../../electron/shared/words/wall-clock.ts';
import { api, type Inputs } from '../../../api/client.ts';
import { useChange, useData } from '../../../api/queries.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Input, Select, Textarea } from '../../../ui/field.tsx';
import { Segmented } from '../../../ui/tabs.tsx';
import { useToasts } from '../../../ui/toast.tsx';
import { useUndo } from '../use-stop-timer.ts';
import { showRange } from './show-range.ts';
import styles from './sessions.module.css';

type Cut = Inputs['practice']['split']['cuts'][number];
type By = 'length' | 'time';

interface Part {
  key: number;
  /** A length, or a time of day at which the part ends; the last part takes the rest. */
  until: string;
  skillId: string;
  note: string;
}

interface Props {
  session: PracticeSession;
  onClose: () => void;
}

/** Makes several sessions of one. Together they count what the one did. */
export function SplitDialog({ session, onClose }: Props) {
  const [by, setBy] = useState<By>('length');
  const first = { skillId: session.skillId ?? '', note: session.note };
  const [parts, setParts] = useState<Part[]>([
    { key: 0, until: '', ...first },
    { key: 1, until: '', ...first },
  ]);
  const [problem, setProblem] = useState<string | null>(null);
  const toasts = useToasts();
  const undo = useUndo();
  const split = useChange(api.practice.split.mutate, {
    onError: () => true,
    onDone: ({ sessions, changeId }) => {
      toasts.show(`Split into ${sessions}.`, changeId ? { undo: () => undo(changeId) } : {});
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const cuts = cutsOf(session, by, parts);
    if (cuts === null)
      return setProblem(by === 'length' ? 'Write lengths like 20, 1:30 or 1.5 h.' : 'Write times like 9:40.');
    setProblem(null);
    const about = parts.map(({ skillId, note }) => ({ skillId: skillId || null, note }));
    split.mutate({ id: session.id, cuts, parts: about });
  };
  const change = (key: number, changes: Partial<Part>): void =>
    setParts(parts.map((part) => (part.key === key ? { ...part, ...changes } : part)));
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Split the session"
      lead={`${showRange(session)}, ${formatDuration(session.seconds)} counted. The parts add up to that.`}
    >
      <form className="stack" onSubmit={submit} noValidate>
        <div className={styles.parts}>
          {parts.map((part, index) => (
            <PartRow
              key={part.key}
              part={part}
              index={index}
              by={by}
              isLast={index === parts.length - 1}
              rest={restOf(session, by, parts)}
              onChange={(changes) => change(part.key, changes)}
              onRemove={parts.length > 2 ? () => setParts(parts.filter((it) => it !== part)) : undefined}
            />
          ))}
        </div>
        {problem && (
          <p role="alert" style={{ color: 'var(--danger)', fontSize: 'var(--text-xs)' }}>
            {problem}
          </p>
        )}
        <ErrorNote error={split.error} />
        <div className="row" style={{ justifyContent: 'space-between' }}>
          <div className="row">
            <Segmented<By>
              label="Split"
              value={by}
              options={[
                { value: 'length', label: 'By length' },
                { value: 'time', label: 'At a time' },
              ]}
              onChange={setBy}
            />
            <Button
              size="sm"
              disabled={parts.length >= 20}
              onClick={() => setParts([...parts, { key: (parts.at(-1)?.key ?? 0) + 1, until: '', ...first }])}
            >
              <Plus aria-hidden="true" />
              Another part
            </Button>
          </div>
          <div className="row">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" busy={split.isPending}>
              Split
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  part: Part;
  index: number;
  by: By;
  isLast: boolean;
  rest: string;
  onChange: (changes: Partial<Part>) => void;
  onRemove: (() => void) | undefined;
}

function PartRow({ part, index, by, isLast, rest, onChange, onRemove }: PartProps) {
  const skills = useData('curriculum', 'get').data?.skills ?? [];
  const name = `part ${index + 1}`;
  return (
    <div className={styles.part} role="group" aria-label={`Part ${index + 1}`}>
      {isLast ? (
        <output aria-label={`Length of ${name}`}>{rest}</output>
      ) : (
        <Input
          aria-label={by === 'length' ? `Length of ${name}` : `End of ${name}`}
          placeholder={by === 'length' ? '20' : '9:40'}
          autoFocus={index === 0}
          value={part.until}
          onChange={(e) => onChange({ until: e.target.value })}
        />
      )}
      <Select
        aria-label={`Skill of ${name}`}
        value={part.skillId}
        onChange={(e) => onChange({ skillId: e.target.value })}
      >
        <option value="">No particular skill</option>
        {skills.map((skill) => (
          <option key={skill.id} value={skill.id}>
            {skill.title}
          </option>
        ))}
      </Select>
      <Textarea
        aria-label={`Note of ${name}`}
        placeholder="Note"
        rows={1}
        value={part.note}
        maxLength={20_000}
        onChange={(e) => onChange({ note: e.target.value })}
      />
      {onRemove ? (
        <IconButton label={`Without ${name}`} size="sm" onClick={onRemove}>
          <X />
        </IconButton>
      ) : (
        <span />
      )}
    </div>
  );
}

/** The cuts that the parts describe; null while one cannot be read. */
function cutsOf(session: PracticeSession, by: By, parts: readonly Part[]): Cut[] | null {
  let minutes = 0;
  const cuts = parts.slice(0, -1).map((part): Cut | null => {
    if (by === 'time') return cutAtClock(session, part.until);
    const length = readLength(part.until);
    if (length === null || length <= 0) return null;
    minutes += length;
    return { afterMinutes: minutes };
  });
  return cuts.every((cut) => cut !== null) ? cuts : null;
}

/** The first moment after the session's start at which its clock shows the time. */
function cutAtClock({ startedAt, zone }: PracticeSession, text: string): Cut | null {
  const [, hours, minutes] = /^\s*(\d{1,2})[:.](\d\d)\s*$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  const clock = createWallClock(zone);
  const start = clock.read(startedAt);
  const wanted = Number(hours) * 60 + Number(minutes);
  const at = clock.instant({
    date: start.date,
    minutes: wanted <= start.minutes ? wanted + 1440 : wanted,
  }).at;
  return { at };
}

/** What is left for the last part, as far as it can be said. */
function restOf(session: PracticeSession, by: By, parts: readonly Part[]): string {
  if (by === 'time') return 'the rest';
  const said = parts.slice(0, -1).reduce((sum, part) => sum + (readLength(part.until) ?? 0), 0);
  const left = session.seconds - said * 60;
  return left > 0 ? formatDuration(left) : 'nothing left';
}
