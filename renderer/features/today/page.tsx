import { Link } from 'wouter';
import type { PlanView } from '../../../electron/shared/plan.ts';
import { useData } from '../../api/index.ts';
import { Card, EmptyState, ErrorNote, Page, Skeleton, useAfterFirstDraw } from '../../ui/index.ts';
import { SessionTable } from '../practice/session-table.tsx';
import { BudgetCard } from './budget-card.tsx';
import { NextStepCard } from './next-step-card.tsx';
import { RhythmCard } from './rhythm-card.tsx';
import { TimerCard } from './timer-card.tsx';
import styles from './today.module.css';
import { Trail } from './trail.tsx';

const longDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});

/** Where you are, what is due, and the one next step. */
export default function TodayPage() {
  const isReady = useAfterFirstDraw();
  const { data: known, error, refetch } = useData('today', 'get');
  const data = isReady ? known : undefined;
  return (
    <Page title="Today" lead={known ? <Lead plan={known.plan} /> : <Skeleton height="1.5em" width={320} />}>
      <ErrorNote error={error} retry={() => void refetch()} />
      <Trail plan={data?.plan} />
      <div className={styles.layout}>
        <div className={styles.column}>
          <NextStepCard steps={data} />
          <RhythmCard entries={data?.rhythm} />
          <Card flush title="Last sessions" actions={<Link href="/practice">All practice</Link>}>
            {data && data.recent.length > 0 && <SessionTable sessions={data.recent} />}
            {data && data.recent.length === 0 && (
              <EmptyState title="Nothing logged yet">
                The first half hour counts as much as any later one.
              </EmptyState>
            )}
            {!data && <Skeleton height={220} />}
          </Card>
        </div>
        <div className={styles.column}>
          <BudgetCard plan={data?.plan} />
          <TimerCard />
        </div>
      </div>
    </Page>
  );
}

function Lead({ plan }: { plan: PlanView }) {
  const paths = useData('curriculum', 'get').data?.paths;
  const path = paths?.find((p) => p.id === plan.enrolment.pathId);
  const phase = path?.phases.find((p) => p.id === plan.currentPhaseId);
  const day = longDay.format(Date.parse(`${plan.today}T00:00:00Z`));
  const where =
    plan.dayOfPlan < 1
      ? `your plan begins in ${1 - plan.dayOfPlan} days`
      : `day ${plan.dayOfPlan} of your plan${phase ? `, in ${phase.title}` : ''}`;
  return (
    <>
      {day}: {where}.
    </>
  );
}
