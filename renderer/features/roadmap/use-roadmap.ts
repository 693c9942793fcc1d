import { useMemo } from 'react';
import { useData } from '../../api/index.ts';
import { pictureProgress } from './model.ts';
import { drawings } from './pictures.ts';

/** The followed path with its plan and drawings; undefined parts are still loading. */
export function useRoadmap() {
  const curriculum = useData('curriculum', 'get');
  const plan = useData('plan', 'get');
  const standings = useData('skills', 'list').data;
  const labs = useData('labs', 'catalogue').data;
  const path = curriculum.data?.paths.find((entry) => entry.id === plan.data?.enrolment.pathId);
  const pictures = useMemo(() => {
    if (!curriculum.data || !plan.data || !path || !standings || !labs) return undefined;
    return drawings(curriculum.data, path, pictureProgress({ path, plan: plan.data, standings, labs }));
  }, [curriculum.data, plan.data, path, standings, labs]);
  return {
    curriculum: curriculum.data,
    plan: plan.data,
    path,
    pictures,
    error: curriculum.error ?? plan.error,
    retry: () => void Promise.all([curriculum.refetch(), plan.refetch()]),
  };
}
