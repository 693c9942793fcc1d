import { useMemo } from 'react';
import { useData } from '../../api/queries.ts';

/** What a session or timer is about, as far as it was said. */
export interface About {
  skillId: string | null;
  labId: string | null;
  targetId: string | null;
  activity: string;
  note: string;
}

export const ACTIVITIES = [
  { value: 'building', title: 'Building' },
  { value: 'lab', title: 'Lab' },
  { value: 'reading', title: 'Reading' },
  { value: 'reviewing', title: 'Reviewing' },
  { value: 'teaching', title: 'Teaching' },
  { value: 'planning', title: 'Planning' },
] as const;

/** Titles of skills, labs and targets by id; an id the curriculum no longer knows is shown as it is. */
export function useNames() {
  const curriculum = useData('curriculum', 'get').data;
  return useMemo(() => {
    const titles = (items: { id: string; title: string }[] = []): Map<string, string> =>
      new Map(items.map((item) => [item.id, item.title]));
    const skills = titles(curriculum?.skills);
    const labs = titles(curriculum?.labs);
    const targets = titles(
      curriculum?.paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets)),
    );
    const named = (map: Map<string, string>, id: string | null): string | null =>
      id === null ? null : (map.get(id) ?? id);
    return {
      skill: (id: string | null) => named(skills, id),
      lab: (id: string | null) => named(labs, id),
      target: (id: string | null) => named(targets, id),
      activity: (value: string) => ACTIVITIES.find((a) => a.value === value)?.title ?? value,
      /** The shortest true name of what the time went to. */
      subject: (about: About) =>
        named(labs, about.labId) ??
        named(targets, about.targetId) ??
        named(skills, about.skillId) ??
        (about.note.split('\n')[0] || 'Practice'),
    };
  }, [curriculum]);
}
