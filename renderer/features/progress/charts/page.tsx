import { useState } from 'react';
import type { ChartRange } from '../../../../electron/shared/progress.ts';
import { useData } from '../../../api/queries.ts';
import { ErrorNote, Page, Segmented, Skeleton } from '../../../ui/index.ts';
import { ProgressTabs } from '../tabs.tsx';
import { Charts } from './charts.tsx';
import styles from './charts.module.css';
import { YearChart } from './year-chart.tsx';

const RANGES = [
  { value: 'quarter', label: '3 months' },
  { value: 'year', label: 'Year' },
  { value: 'phase', label: 'This phase' },
  { value: 'all', label: 'All' },
] as const;

/** The pictures: every hour, against the plan, by subject and by time. */
export default function ChartsPage() {
  const [range, setRange] = useState<ChartRange>('year');
  const { data, error, refetch } = useData('progress', 'view', { range });
  return (
    <Page
      title="Progress"
      lead="What you did, against what you planned. Each chart has its table and its files."
      actions={<Segmented label="Range of the charts" value={range} options={RANGES} onChange={setRange} />}
    >
      <ProgressTabs />
      <ErrorNote error={error} retry={() => void refetch()} />
      {data && <Charts view={data} />}
      {!data && !error && (
        <div className={styles.grid}>
          {[0, 1, 2, 3].map((key) => (
            <Skeleton key={key} height={420} />
          ))}
        </div>
      )}
      {data && <YearChart today={data.today} />}
    </Page>
  );
}
