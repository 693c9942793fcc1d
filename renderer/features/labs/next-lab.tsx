import ArrowRight from 'lucide-react/icons/arrow-right';
import MapPin from 'lucide-react/icons/map-pin';
import type { NextStep } from '../../../electron/shared/today.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { ButtonLink } from '../../ui/index.ts';
import styles from './catalogue.module.css';

/** The lab to go on with, or to begin, and why that one. */
export function NextLab({ step }: { step: NextStep | null }) {
  if (step === null) {
    return (
      <section className={styles.next} aria-label="What to do next">
        <p className={styles.eyebrow}>Every lab passes</p>
        <p className={styles.reason}>
          Open one again with another language or another model, or take a target of your path.
        </p>
      </section>
    );
  }
  return (
    <section className={styles.next} aria-labelledby="next-lab">
      <div>
        <p className={styles.eyebrow}>
          <MapPin aria-hidden="true" />
          What to do next
          {step.minutes !== null && <> · about {formatDuration(step.minutes * 60)}</>}
        </p>
        <h2 id="next-lab">{step.title}</h2>
        <p className={styles.reason}>{step.reason}</p>
      </div>
      <ButtonLink to={step.to} variant="primary" size="lg">
        {step.action}
        <ArrowRight aria-hidden="true" />
      </ButtonLink>
    </section>
  );
}
