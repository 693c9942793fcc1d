import type { Subject } from '../../../electron/shared/practice.ts';
import { useData } from '../../api/queries.ts';
import { Field, Select, Textarea } from '../../ui/field.tsx';
import { ACTIVITIES } from './use-names.ts';

interface Props {
  value: Subject;
  onChange: (value: Subject) => void;
}

/** What the time is about: skill, kind of work, note. Everything may stay empty. */
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
      <Field label="Note" hint="What did you do or learn?">
        <Textarea
          value={value.note}
          maxLength={20_000}
          onChange={(e) => onChange({ ...value, note: e.target.value })}
        />
      </Field>
    </>
  );
}
