import { useCallback } from 'react';
import { useData } from '../../api/index.ts';
import { PageTabs } from '../../ui/index.ts';
import own from './traces.module.css';
import { useOnTrace } from './use-on-trace.ts';

/** The pages around model calls, with the number of runs that are going on. */
export function TraceTabs() {
  const { data, refetch } = useData('runs', 'live');
  useOnTrace(useCallback(() => void refetch(), [refetch]));
  const count = data && data.length > 0 && <span className={own.count}>{data.length}</span>;
  return (
    <PageTabs
      label="Traces"
      tabs={[
        { to: '/traces', title: 'Calls' },
        { to: '/traces/live', title: 'Live runs', after: count },
        { to: '/spend', title: 'Spend' },
        { to: '/traces/settings', title: 'Keep and send' },
      ]}
    />
  );
}
