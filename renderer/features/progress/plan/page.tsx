import type { Path } from '../../../../electron/shared/curriculum.ts';
import type { Outlook, PlanView } from '../../../../electron/shared/plan.ts';
import { useData } from '../../../api/index.ts';
import { ButtonLink, EmptyState, ErrorNote, Page, Skeleton } from '../../../ui/index.ts';
import { ProgressTabs } from '../tabs.tsx';
import { BendsCard } from './bends-card.tsx';
import { HistoryCard } from './history-card.tsx';
import styles from './plan.module.css';
import { StandingCard } from './standing-card.tsx';
import { TargetsCard } from './targets-card.tsx';
import { TimelineCard } from './timeline-card.tsx';

/** What all the cards need. They appear together, so that nothing moves when the last part arrives. */
export interface PlanFacts {
  plan: PlanView;
  path: Path;
  outlook: Outlook;
}

/** Whether the plan still holds: what is due, when it is likely done, and everything that bent it. */
export default function PlanPage() {
  const plan = useData('plan', 'get');
  const outlook = useData('plan', 'outlook');
  const curriculum = useData('curriculum', 'get');
  const path = curriculum.data?.paths.find((one) => one.id === plan.data?.enrolment.pathId);
  const all = [plan, outlook, curriculum];
  const error = all.find((query) => query.error)?.error;
  const facts = plan.data && outlook.data && path && { plan: plan.data, outlook: outlook.data, path };
  return (
    <Page title="Progress" lead="Your plan, as it stands: what is due, and when you are likely to get there.">
      <ProgressTabs />
      <ErrorNote error={error} retry={() => void Promise.all(all.map((query) => query.refetch()))} />
      {!facts && !error && <Loading />}
      {facts && !facts.plan.enrolled && (
        <EmptyState
          title="There is no plan yet"
          actions={
            <ButtonLink to="/welcome" variant="primary">
              Set up my plan
            </ButtonLink>
          }
        >
          With a path, a start date and your hours a week, Cairn lays the phases on the calendar and says when
          you arrive.
        </EmptyState>
      )}
      {facts?.plan.enrolled && (
        <div className="stack">
          <StandingCard {...facts} />
          <TimelineCard {...facts} />
          <div className={styles.columns}>
            <TargetsCard {...facts} />
            <BendsCard plan={facts.plan} />
          </div>
          <HistoryCard plan={facts.plan} path={facts.path} />
        </div>
      )}
    </Page>
  );
}

function Loading() {
  return (
    <div className="stack" role="status" aria-label="Loading the plan">
      <Skeleton height={150} />
      <Skeleton height={420} />
      <Skeleton height={320} />
    </div>
  );
}
