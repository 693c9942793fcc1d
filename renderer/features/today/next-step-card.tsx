import ArrowRight from 'lucide-react/icons/arrow-right';
import MapPin from 'lucide-react/icons/map-pin';
import Play from 'lucide-react/icons/play';
import type { NextStep } from '../../../electron/shared/today.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { useTimer } from '../../app/use-timer.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, ButtonLink, Skeleton } from '../../ui/index.ts';
import styles from './today.module.css';

/** The one thing to do now, why it is that one, and the way there. */
export function NextStepCard({ next }: { next: NextStep | undefined }) {
  const { timer } = useTimer();
  const start = useChange(api.timer.start.mutate);
  if (!next) return <Skeleton height={220} />;
  const about = { skillId: next.skillId, labId: next.labId, targetId: next.targetId };
  return (
    <section className={styles.next} aria-labelledby="next-step">
      <p className={styles.eyebrow}>
        <MapPin aria-hidden="true" />
        Your next step{next.minutes !== null && <> · about {formatDuration(next.minutes * 60)}</>}
      </p>
      <h2 id="next-step">{next.title}</h2>
      <p className={styles.reason}>{next.reason}</p>
      <div className={`row ${styles.go}`}>
        <ButtonLink to={next.to} variant="primary" size="lg">
          {next.action}
          <ArrowRight aria-hidden="true" />
        </ButtonLink>
        {next.kind !== 'welcome' && timer === null && (
          <Button
            size="lg"
            busy={start.isPending}
            onClick={() => start.mutate({ ...about, activity: next.kind === 'lab' ? 'lab' : 'building' })}
          >
            <Play aria-hidden="true" />
            Start the timer on it
          </Button>
        )}
      </div>
    </section>
  );
}
