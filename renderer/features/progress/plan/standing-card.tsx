import type { ReactNode } from 'react';
import { pauseText, standingText } from '../../../../electron/shared/plan-words.ts';
import { HabitFigures } from '../../../parts/habit-figures.tsx';
import { Card, Progress } from '../../../ui/index.ts';
import { showHm, showHours } from '../../practice/show-time.ts';
import type { PlanFacts } from './page.tsx';
import styles from './plan.module.css';

/** Today, this week and this phase against what is due, and the habit. */
export function StandingCard({ plan, path }: PlanFacts) {
  const phase = plan.phases.find((one) => one.id === plan.workingPhaseId)!;
  const title = path.phases.find((one) => one.id === phase.id)?.title ?? phase.id;
  return (
    <Card title="Where you stand" actions={<HabitFigures habit={plan.habit} />}>
      <div className={styles.meters}>
        <Meter title="Today" figure={`${showHm(plan.day.done)} of ${showHm(plan.day.due)}`}>
          <Progress label="Practice today" value={plan.day.done} max={plan.day.due} />
        </Meter>
        <Meter title="This week" figure={`${showHours(plan.week.done)} of ${showHours(plan.week.due)} h`}>
          <Progress
            label="Practice this week"
            value={plan.week.done}
            max={plan.week.due}
            mark={plan.week.dueSoFar}
          />
        </Meter>
        <Meter title={title} figure={`${showHours(phase.done)} of ${phase.hours} h`}>
          <Progress
            label={`Hours of ${title}`}
            value={phase.done}
            max={phase.hours * 3600}
            mark={phase.due}
          />
        </Meter>
      </div>
      <p className={styles.standing}>
        {plan.pausedNow
          ? `${pauseText(plan.pausedNow)}. Nothing is due; the plan waits for you.`
          : `${standingText(plan.ahead, plan.minutesToClose)}.`}
      </p>
    </Card>
  );
}

function Meter({ title, figure, children }: { title: string; figure: string; children: ReactNode }) {
  return (
    <div>
      <p className={styles.meterHead}>
        <span>{title}</span>
        <span className="mono muted">{figure}</span>
      </p>
      {children}
    </div>
  );
}
