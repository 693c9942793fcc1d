import { useQueries } from '@tanstack/react-query';
import { api, useData } from '../../api/index.ts';
import { showTime } from '../practice/show-time.ts';

/** A lab run that passed, to be picked as evidence. */
export interface PassedRun {
  id: string;
  /** "First call, stream-it, 14:05, verified with anthropic/..." */
  title: string;
}

const LIMIT = 100;

/** The passed runs of those of the labs that this version holds, newest first. */
export function useLabRuns(labIds: readonly string[]): readonly PassedRun[] {
  const labs = (useData('labs', 'catalogue').data ?? []).filter((lab) => labIds.includes(lab.id));
  const answers = useQueries({
    queries: labs.map((lab) => ({
      queryKey: ['labs', 'runs', { slug: lab.id, limit: LIMIT }],
      queryFn: () => api.labs.runs.query({ slug: lab.id, limit: LIMIT }),
    })),
  });
  return labs
    .flatMap((lab, index) => (answers[index]?.data ?? []).map((run) => ({ lab, run })))
    .filter(({ run }) => run.status === 'pass')
    .toSorted((a, b) => b.run.startedAt - a.run.startedAt)
    .map(({ lab, run }) => {
      const proof = run.live && run.model ? `, verified with ${run.model}` : '';
      return { id: run.runId, title: `${lab.title}, ${run.step}, ${showTime(run.startedAt)}${proof}` };
    });
}
