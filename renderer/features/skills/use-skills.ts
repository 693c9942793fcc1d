import { useMemo } from 'react';
import { useData } from '../../api/index.ts';
import { joinSkills } from './select.ts';

/** Every skill with the person's standing, and the curriculum around it; undefined while loading. */
export function useSkills() {
  const curriculum = useData('curriculum', 'get');
  const standings = useData('skills', 'list');
  const rows = useMemo(
    () => curriculum.data && standings.data && joinSkills(curriculum.data.skills, standings.data),
    [curriculum.data, standings.data],
  );
  return {
    curriculum: curriculum.data,
    rows,
    error: curriculum.error ?? standings.error,
    retry: () => void Promise.all([curriculum.refetch(), standings.refetch()]),
  };
}
