import ArrowRight from 'lucide-react/icons/arrow-right';
import MapPin from 'lucide-react/icons/map-pin';
import Play from 'lucide-react/icons/play';
import { Link } from 'wouter';
import { MINUTES_AVAILABLE, type MinutesAvailable } from '../../../electron/shared/settings.ts';
import type { NextStep, NextSteps } from '../../../electron/shared/today.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { useTimerStatus } from '../../app/use-timer.ts';
import { api, updateData, useChange } from '../../api/index.ts';
import { Button, ButtonLink, Segmented, Skeleton, Tooltip, useToasts } from '../../ui/index.ts';
import styles from './today.module.css';

const TIMES = MINUTES_AVAILABLE.map((minutes) => ({
  value: String(minutes),
  label: minutes < 60 ? `${minutes} min` : `${minutes / 60} h`,
}));

/** The one thing to do now, why it is that one, the way there, and what else there is. */
export function NextStepCard({ steps }: { steps: NextSteps | undefined }) {
  const timer = useTimerStatus();
  const start = useChange(api.timer.start.mutate);
  if (!steps) return <Skeleton height={294} />;
  const { next, alternatives } = steps;
  const about = { skillId: next.skillId, labId: next.labId, targetId: next.targetId };
  return (
    <section className={styles.next} aria-labelledby="next-step">
      <div className={styles.nextHead}>
        <p className={styles.eyebrow}>
          <MapPin aria-hidden="true" />
          Your next step{next.minutes !== null && <> · about {formatDuration(next.minutes * 60)}</>}
        </p>
        {next.kind !== 'welcome' && <TimeAtHand minutes={steps.minutes} />}
      </div>
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
        {next.kind !== 'welcome' && <PutOff step={next} />}
      </div>
      {alternatives.length > 0 && <Alternatives steps={alternatives} />}
    </section>
  );
}

/** Asks how much time there is; the answer is remembered and the steps are ranked by it. */
function TimeAtHand({ minutes }: { minutes: MinutesAvailable }) {
  const set = useChange(api.settings.set.mutate);
  // What was chosen shows at once; the new ranking follows within milliseconds.
  const wanted = set.isPending ? set.variables.minutesAvailable : undefined;
  return (
    <div className={styles.atHand}>
      <span aria-hidden="true">I have</span>
      <Segmented
        label="Time I have now"
        value={String(wanted ?? minutes)}
        options={TIMES}
        onChange={(value) => {
          const found = MINUTES_AVAILABLE.find((one) => String(one) === value);
          if (found) set.mutate({ minutesAvailable: found });
        }}
      />
    </div>
  );
}

function PutOff({ step }: { step: NextStep }) {
  const toasts = useToasts();
  const take = (steps: NextSteps): void => updateData('today', 'get', (today) => ({ ...today, ...steps }));
  const restore = useChange(api.today.putOff.mutate, { onDone: take });
  const putOff = useChange(api.today.putOff.mutate, {
    onDone: (steps) => {
      take(steps);
      toasts.show(`${step.title} waits until tomorrow.`, {
        undo: () => restore.mutate({ id: step.id, restore: true }),
      });
    },
  });
  return (
    <Button variant="ghost" size="lg" busy={putOff.isPending} onClick={() => putOff.mutate({ id: step.id })}>
      Not today
    </Button>
  );
}

function Alternatives({ steps }: { steps: readonly NextStep[] }) {
  return (
    <div className={styles.others}>
      <p id="other-steps">Not this?</p>
      <ul aria-labelledby="other-steps">
        {steps.map((step) => (
          <li key={step.id}>
            <Tooltip content={step.reason}>
              <Link href={step.to}>{step.title}</Link>
            </Tooltip>
            <span className={styles.kind}>{KIND[step.kind]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const KIND: Record<NextStep['kind'], string> = {
  welcome: '',
  lab: 'lab',
  target: 'target',
  skill: 'skill',
};
