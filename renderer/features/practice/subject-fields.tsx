import { useState } from 'react';
import type { Subject } from '../../../electron/shared/practice.ts';
import { useData } from '../../api/queries.ts';
import { Field, Select, Textarea } from '../../ui/field.tsx';
import { useAfterFirstDraw } from '../../ui/use-after-first-draw.ts';
import styles from './practice.module.css';
import {
  ActivityOptions,
  Chosen,
  SkillOptions,
  TargetOptions,
  TitleOptions,
  skillLabel,
  targetsOf,
} from './subject-options.tsx';
import { ACTIVITIES } from './use-names.ts';

const LONGEST_NOTE = 20_000;

interface Props {
  value: Subject;
  onChange: (value: Subject) => void;
}

/**
 * What the time is about: skill, kind of work, lab, target, note. Everything may stay empty. The long lists come with
 * the frame after the first one: a form is answered at once, and no list can be opened that soon.
 */
export function SubjectFields({ value, onChange }: Props) {
  const curriculum = useData('curriculum', 'get').data;
  const isDrawn = useAfterFirstDraw();
  // A list that gets the focus is there before the key or the click that follows, however busy the machine is.
  const [isWanted, setWanted] = useState(false);
  const want = (): void => setWanted(true);
  const lists = isDrawn || isWanted ? curriculum : undefined;
  return (
    <>
      <Field label="Skill">
        <Select
          value={value.skillId ?? ''}
          onFocus={want}
          onChange={(e) => onChange({ ...value, skillId: e.target.value || null })}
        >
          <option value="">No particular skill</option>
          {lists ? (
            <SkillOptions skills={lists.skills} />
          ) : (
            <Chosen id={value.skillId} of={curriculum?.skills} label={skillLabel} />
          )}
        </Select>
      </Field>
      <Field label="Kind of work">
        <Select
          value={value.activity}
          onChange={(e) => {
            const found = ACTIVITIES.find((a) => a.value === e.target.value);
            if (found) onChange({ ...value, activity: found.value });
          }}
        >
          <ActivityOptions />
        </Select>
      </Field>
      <div className={styles.pair}>
        <Field label="Lab">
          <Select
            value={value.labId ?? ''}
            onFocus={want}
            onChange={(e) => onChange({ ...value, labId: e.target.value || null })}
          >
            <option value="">No lab</option>
            {lists ? <TitleOptions items={lists.labs} /> : <Chosen id={value.labId} of={curriculum?.labs} />}
          </Select>
        </Field>
        <Field label="Target">
          <Select
            value={value.targetId ?? ''}
            onFocus={want}
            onChange={(e) => onChange({ ...value, targetId: e.target.value || null })}
          >
            <option value="">No target</option>
            {lists ? (
              <TargetOptions paths={lists.paths} />
            ) : (
              <Chosen id={value.targetId} of={curriculum && targetsOf(curriculum.paths)} />
            )}
          </Select>
        </Field>
      </div>
      <Field label="Note" hint="What did you do or learn?" error={noteProblem(value.note)}>
        <Textarea value={value.note} onChange={(e) => onChange({ ...value, note: e.target.value })} />
      </Field>
    </>
  );
}

/** Said while it is typed; a field that stops taking letters would lose the end of what was pasted. */
function noteProblem(note: string): string | null {
  if (note.length <= LONGEST_NOTE) return null;
  return `That is ${note.length.toLocaleString('en-GB')} characters, and 20,000 fit. Shorten it; nothing is cut off.`;
}
