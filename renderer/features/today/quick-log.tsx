import { useState, type SubmitEvent } from 'react';
import { formatDuration } from '../../../electron/shared/time.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Button, Field, Input, Segmented, Select, useToasts } from '../../ui/index.ts';
import { useUndo } from '../practice/use-stop-timer.ts';
import styles from './today.module.css';

const LENGTHS = [
  { value: '25', label: '25 min' },
  { value: '45', label: '45 min' },
  { value: '60', label: '60 min' },
] as const;

/** Logs a usual length that ended just now, in two clicks. */
export function QuickLog() {
  const [minutes, setMinutes] = useState<'25' | '45' | '60'>('45');
  const [note, setNote] = useState('');
  const [skillId, setSkillId] = useState('');
  const skills = useData('curriculum', 'get').data?.skills ?? [];
  const toasts = useToasts();
  const undo = useUndo();
  const log = useChange(api.practice.log.mutate, {
    onDone: ({ session, changeId }) => {
      setNote('');
      toasts.show(`Logged ${formatDuration(session.seconds)}.`, { undo: () => undo(changeId) });
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    log.mutate({ minutes: Number(minutes), note, skillId: skillId || null });
  };
  return (
    <form className={styles.quick} onSubmit={submit} aria-label="Log time that has passed">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Segmented label="How long" value={minutes} options={LENGTHS} onChange={setMinutes} />
        <Button type="submit" busy={log.isPending}>
          Log it
        </Button>
      </div>
      <Field label="Skill">
        <Select value={skillId} onChange={(e) => setSkillId(e.target.value)}>
          <option value="">No particular skill</option>
          {skills.map((skill) => (
            <option key={skill.id} value={skill.id}>
              {skill.title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Note">
        <Input
          value={note}
          maxLength={20_000}
          placeholder="What did you do?"
          onChange={(e) => setNote(e.target.value)}
        />
      </Field>
    </form>
  );
}
