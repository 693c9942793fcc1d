import MapPin from 'lucide-react/icons/map-pin';
import { Link } from 'wouter';
import type { PlanView } from '../../../electron/shared/plan.ts';
import { daysBetween } from '../../../electron/shared/time.ts';
import { useData } from '../../api/index.ts';
import { Skeleton } from '../../ui/index.ts';
import styles from './trail.module.css';

/** A leg's width grows with the root of its days, so that one month stays visible beside a year. */
const legWidth = (days: number): string => `minmax(0, ${Math.sqrt(days).toFixed(1)}fr)`;

/** The whole path as a row of stones, one a target, and an amber pin for today. */
export function Trail({ plan }: { plan: PlanView | undefined }) {
  const paths = useData('curriculum', 'get').data?.paths;
  if (!plan) return <Skeleton height={54} />;
  const path = paths?.find((p) => p.id === plan.enrolment.pathId);
  const legs = new Map(path?.phases.map((phase) => [phase.id, phase.targets.map((target) => target.id)]));
  const status = new Map(plan.targets.map((target) => [target.targetId, target.status]));
  return (
    <nav
      aria-label="Phases of the path"
      className={styles.trail}
      style={{ gridTemplateColumns: plan.phases.map((p) => legWidth(p.days)).join(' ') }}
    >
      {plan.phases.map((phase) => {
        const title = path?.phases.find((p) => p.id === phase.id)?.title ?? phase.id;
        const current = phase.id === plan.currentPhaseId;
        const at = Math.min(
          1,
          Math.max(0, daysBetween(phase.startsOn, plan.today) / Math.max(1, phase.days)),
        );
        return (
          <Link key={phase.id} href="/roadmap" className={styles.leg} data-current={current || undefined}>
            <span className={styles.line}>
              {Array.from({ length: phase.targets }, (_, index) => {
                const target = legs.get(phase.id)?.[index];
                return (
                  <span key={index} className={styles.stone} data-status={target && status.get(target)} />
                );
              })}
              {current && (
                <span className={styles.here} style={{ left: `${at * 100}%` }}>
                  <MapPin aria-hidden="true" />
                </span>
              )}
            </span>
            <span className={styles.name}>
              {title} · {phase.targetsDone}/{phase.targets}
              <span className="sr"> targets done{current && '. You are here'}</span>
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
