import { memo } from 'react';
import type { Outputs } from '../../api/client.ts';
import { ACTIVITIES } from './use-names.ts';

// Memoized, all of them: 130 options need not be compared again for each letter of a note.

type Curriculum = Outputs['curriculum']['get'];
type Paths = Curriculum['paths'];

interface Named {
  id: string;
  title: string;
}

interface ChosenProps<T extends Named> {
  id: string | null;
  of: readonly T[] | undefined;
  label?: (item: T) => string;
}

/** The one option that a field shows while its list is on its way. */
export function Chosen<T extends Named>({ id, of, label = (item) => item.title }: ChosenProps<T>) {
  const item = id === null ? undefined : of?.find((it) => it.id === id);
  return item && <option value={item.id}>{label(item)}</option>;
}

export const skillLabel = ({ priority, title }: Curriculum['skills'][number]): string =>
  priority ? `${priority}  ${title}` : title;

export const targetsOf = (paths: Paths) =>
  paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets));

export const SkillOptions = memo(function SkillOptions({ skills }: { skills: Curriculum['skills'] }) {
  const groups = [
    { label: 'AI engineering', skills: skills.filter((skill) => skill.group === 'ai') },
    { label: 'Backend fundamentals', skills: skills.filter((skill) => skill.group === 'fundamentals') },
  ];
  return groups.map((group) => (
    <optgroup key={group.label} label={group.label}>
      {group.skills.map((skill) => (
        <option key={skill.id} value={skill.id}>
          {skillLabel(skill)}
        </option>
      ))}
    </optgroup>
  ));
});

export const ActivityOptions = memo(function ActivityOptions() {
  return ACTIVITIES.map((activity) => (
    <option key={activity.value} value={activity.value}>
      {activity.title}
    </option>
  ));
});

/** One option for each, by its title. */
export const TitleOptions = memo(function TitleOptions({ items }: { items: readonly Named[] | undefined }) {
  return items?.map((item) => (
    <option key={item.id} value={item.id}>
      {item.title}
    </option>
  ));
});

export const TargetOptions = memo(function TargetOptions({ paths }: { paths: Paths }) {
  const phases = paths.flatMap((path) => path.phases);
  return phases.map((phase) => (
    <optgroup key={phase.id} label={phase.title}>
      {phase.targets.map((target) => (
        <option key={target.id} value={target.id}>
          {target.title}
        </option>
      ))}
    </optgroup>
  ));
});
