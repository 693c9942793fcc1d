import type { Subject } from '../../../electron/shared/practice.ts';
import { useData } from '../../api/queries.ts';
import { Field, Select, Textarea } from '../../ui/field.tsx';
import styles from './practice.module.css';
import { ACTIVITIES } from './use-names.ts';

const LONGEST_NOTE = 20_000;

interface Props {
  value: Subject;
  onChange: (value: Subject) => void;
}

/** What the time is about: skill, kind of work, lab, target, note. Everything may stay empty. */
export function SubjectFields({ value, onChange }: Props) {
  const skills = useData('curriculum', 'get').data?.skills ?? [];
  const groups = [
    { label: 'AI engineering', skills: skills.filter((skill) => skill.group === 'ai') },
    { label: 'Backend fundamentals', skills: skills.filter((skill) => skill.group === 'fundamentals') },
  ];
  return (
    <>
      <Field label="Skill">
        <Select
          value={value.skillId ?? ''}
          onChange={(e) => onChange({ ...value, skillId: e.target.value || null })}
        >
          <option value="">No particular skill</option>
          {groups.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.skills.map((skill) => (
                <option key={skill.id} value={skill.id}>
                  {skill.priority ? `${skill.priority}  ` : ''}
                  {skill.title}
                </option>
              ))}
            </optgroup>
          ))}
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
          {ACTIVITIES.map((activity) => (
            <option key={activity.value} value={activity.value}>
              {activity.title}
            </option>
          ))}
        </Select>
      </Field>
      <More value={value} onChange={onChange} />
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

/** A lab and a target: few sessions name them, so they share a line. */
function More({ value, onChange }: Props) {
  const curriculum = useData('curriculum', 'get').data;
  const phases = curriculum?.paths.flatMap((path) => path.phases) ?? [];
  return (
    <div className={styles.pair}>
      <Field label="Lab">
        <Select
          value={value.labId ?? ''}
          onChange={(e) => onChange({ ...value, labId: e.target.value || null })}
        >
          <option value="">No lab</option>
          {curriculum?.labs.map((lab) => (
            <option key={lab.id} value={lab.id}>
              {lab.title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Target">
        <Select
          value={value.targetId ?? ''}
          onChange={(e) => onChange({ ...value, targetId: e.target.value || null })}
        >
          <option value="">No target</option>
          {phases.map((phase) => (
            <optgroup key={phase.id} label={phase.title}>
              {phase.targets.map((target) => (
                <option key={target.id} value={target.id}>
                  {target.title}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
    </div>
  );
}
