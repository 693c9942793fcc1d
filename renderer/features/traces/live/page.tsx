import OctagonX from 'lucide-react/icons/octagon-x';
import { useEffect } from 'react';
import { api, updateData, useChange, useData } from '../../../api/index.ts';
import { Button, Card, EmptyState, ErrorNote, Page, SkeletonLines } from '../../../ui/index.ts';
import { TraceTabs } from '../tabs.tsx';
import styles from '../traces.module.css';
import { LiveTable } from './live-table.tsx';

const LOOK_MS = 2000;

/** The runs whose token works now, what they use of their limits, and the kill switch. */
export default function LivePage() {
  const { data, error, refetch } = useData('runs', 'live');
  const stopAll = useChange(api.runs.stopAll.mutate, {
    onDone: (left) => updateData('runs', 'live', () => left),
  });
  useEffect(() => {
    // A run that opens or waits makes no event.
    const timer = setInterval(() => void refetch(), LOOK_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  return (
    <Page
      title="Live runs"
      width="wide"
      lead="A run may call models until it ends. Ending it stops its calls at once, at the provider too, and refuses later ones."
      actions={
        <Button
          variant="danger"
          disabled={!data || data.length === 0}
          busy={stopAll.isPending}
          onClick={() => stopAll.mutate()}
        >
          <OctagonX aria-hidden="true" />
          End all runs
        </Button>
      }
    >
      <TraceTabs />
      <ErrorNote error={error} retry={() => void refetch()} />
      <Card title="Open now" flush>
        {!data && !error && (
          <div className={styles.pad}>
            <SkeletonLines lines={4} />
          </div>
        )}
        {data?.length === 0 && (
          <EmptyState title="No run is open">
            A run opens when you check a lab, test a model, or start <code>cairn gateway</code>.
          </EmptyState>
        )}
        {data && data.length > 0 && <LiveTable runs={data} />}
      </Card>
    </Page>
  );
}
