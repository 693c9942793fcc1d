import { Link } from 'wouter';
import type { PlanView } from '../../../electron/shared/plan.ts';
import { pauseText, standingText } from '../../../electron/shared/plan-words.ts';
import { addDays, formatDuration } from '../../../electron/shared/time.ts';
import { useData } from '../../api/index.ts';
import { ForecastExplainer } from '../../parts/explanations.tsx';
import { HabitFigures } from '../../parts/habit-figures.tsx';
import { Card, Progress, ProgressRing, Skeleton } from '../../ui/index.ts';
import { showDate, showHm, showHours } from '../practice/show-time.ts';
import styles from './today.module.css';

const LETTERS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What the present phase asks for today and this week, and what is done of it. */
export function BudgetCard({ plan }: { plan: PlanView | undefined }) {
  if (!plan) return <Skeleton height={386} />;
  const { day, week } = plan;
  const phase = plan.phases.find((p) => p.id === plan.workingPhaseId);
  // A budget is kept in minutes: nobody sits down for the last 38 seconds.
  const left = Math.floor((day.due - day.done) / 60) * 60;
  const rest = plan.pausedNow ? 'Paused: nothing is due' : 'Nothing is due today';
  return (
    <Card title="Budget" actions={<Link href="/progress/plan">The plan</Link>}>
      <div className={styles.budget}>
        <div className={styles.ringRow}>
          <ProgressRing label="Practice today" value={day.done} max={day.due} size={112}>
            <span className={styles.big}>{showHm(day.done)}</span>
            <small>of {showHm(day.due)} h</small>
          </ProgressRing>
          <div className={styles.facts}>
            <p>{left > 0 ? `${formatDuration(left)} to go today` : day.due > 0 ? 'Done for today' : rest}</p>
            <p className="muted">
              {week.due - week.done < 60
                ? week.due > 0
                  ? 'This week’s budget is full.'
                  : 'This week is free.'
                : `${formatDuration(week.due - week.done)} to go this week.`}
            </p>
            <HabitFigures habit={plan.habit} />
          </div>
        </div>
        {phase && <PhaseBar phase={phase} plan={plan} />}
        <div>
          <p className={styles.weekHead}>
            <span>This week</span>
            <span className="mono muted">
              {showHours(week.done)} / {showHours(week.due)} h
            </span>
          </p>
          <WeekBars plan={plan} />
        </div>
      </div>
    </Card>
  );
}

/** The phase's hours, with an amber mark where an even pace would stand today, and when they are likely done. */
function PhaseBar({ phase, plan }: { phase: PlanView['phases'][number]; plan: PlanView }) {
  const { forecast } = plan;
  const path = useData('curriculum', 'get').data?.paths.find((p) => p.id === plan.enrolment.pathId);
  const title = path?.phases.find((p) => p.id === phase.id)?.title ?? 'This phase';
  const standing = plan.pausedNow
    ? `${pauseText({ ...plan.pausedNow, reason: '' })}: the plan waits`
    : plan.enrolled
      ? standingText(plan.ahead, plan.minutesToClose)
      : 'No plan is chosen yet';
  return (
    <div className={styles.phaseRow}>
      <p className={styles.weekHead}>
        <span className={styles.phaseTitle}>
          {title} {forecast && <ForecastExplainer />}
        </span>
        <span className="mono muted">
          {showHours(phase.done)} / {Math.round(phase.hours)} h
        </span>
      </p>
      <Progress label={`Hours of ${title}`} value={phase.done} max={phase.hours * 3600} mark={phase.due} />
      <p className={styles.due}>
        {standing}. Planned to {noBreak(phase.endsOn)}.
      </p>
      {forecast && (
        <p className={styles.due}>
          Likely done around {noBreak(forecast.likely)}
          {forecast.early !== forecast.late && ` (${noBreak(forecast.early)} to ${noBreak(forecast.late)})`}.
        </p>
      )}
    </div>
  );
}

/** A date that stays on one line. */
const noBreak = (date: string): string => showDate(date).replaceAll(' ', '\u00A0');

function WeekBars({ plan }: { plan: PlanView }) {
  const start = plan.week.startsOn;
  const { data } = useData('practice', 'heatmap', { from: start, to: addDays(start, 6) });
  const dates = LETTERS.map((_, index) => addDays(start, index));
  const seconds = dates.map((date) => data?.days.find((d) => d.date === date)?.seconds ?? 0);
  const most = Math.max(plan.day.due, ...seconds, 1);
  return (
    <ul className={styles.week} aria-label="Practice on each day of this week">
      {dates.map((date, index) => (
        <li key={date} className={styles.day} data-today={date === plan.today || undefined}>
          <span className={styles.well}>
            <span className={styles.bar} style={{ height: `${((seconds[index] ?? 0) / most) * 100}%` }} />
          </span>
          <span aria-hidden="true">{LETTERS[index]}</span>
          <span className="sr">
            {LETTERS[index]}: {formatDuration(seconds[index] ?? 0)}
          </span>
        </li>
      ))}
    </ul>
  );
}
