import { useData } from '../../../api/index.ts';
import { ErrorNote, Page, Skeleton } from '../../../ui/index.ts';
import { TraceTabs } from '../tabs.tsx';
import styles from '../traces.module.css';
import { OtlpCard } from './otlp-card.tsx';
import { RetentionCard } from './retention-card.tsx';

/** How long requests and answers are kept, and where traces are sent beside. */
export default function TraceSettingsPage() {
  const otlp = useData('traces', 'otlp');
  const retention = useData('traces', 'retention');
  return (
    <Page
      title="Keep and send"
      width="wide"
      lead="How long requests and answers stay on this machine, and where traces go beside it. Keys are in neither."
    >
      <TraceTabs />
      <ErrorNote error={otlp.error ?? retention.error} retry={() => void otlp.refetch()} />
      <div className={styles.two}>
        {otlp.data ? <OtlpCard status={otlp.data} /> : <Skeleton height={460} />}
        {retention.data ? <RetentionCard value={retention.data} /> : <Skeleton height={260} />}
      </div>
    </Page>
  );
}
