import type { PlanView } from '../../../electron/shared/plan.ts';
import { addDays, formatDuration } from '../../../electron/shared/time.ts';
import { useData } from '../../api/index.ts';
import { Card, Progress, ProgressRing, Skeleton } from '../../ui/index.ts';
import { showDate, showHm, showHours } from '../practice/show-time.ts';
import styles from './today.module.css';

const LETTERS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What the present phase asks for today and this week, and what is done of it. */
export function BudgetCard({ plan }: { plan: PlanView | undefined }) {
  if (!plan) return <Skeleton height={386} />;
  const { day, week } = plan;
  const phase = plan.phases.find((p) => p.id === plan.currentPhaseId);
  // A budget is kept in minutes: nobody sits down for the last 38 seconds.
  const left = Math.floor((day.due - day.done) / 60) * 60;
  return (
    <Card title="Budget">
      <div className={styles.budget}>
        <div className={styles.ringRow}>
          <ProgressRing label="Practice today" value={day.done} max={day.due} size={112}>
            <span className={styles.big}>{showHm(day.done)}</span>
            <small>of {showHm(day.due)} h</small>
          </ProgressRing>
          <div className={styles.facts}>
            <p>{left > 0 ? `${formatDuration(left)} to go today` : 'Done for today'}</p>
            <p className="muted">
              {week.due - week.done < 60
                ? 'This week’s budget is full.'
                : `${formatDuration(week.due - week.done)} to go this week.`}
            </p>
          </div>
        </div>
        {phase && <PhaseBar phase={phase} forecast={plan.forecast} />}
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

/** The phase's hours, with an amber mark where an even pace would stand today. */
function PhaseBar({
  phase,
  forecast,
}: {
  phase: PlanView['phases'][number];
  forecast: PlanView['forecast'];
}) {
  const behind = phase.due - phase.done;
  const pace =
    Math.abs(behind) < 1800
      ? 'On an even pace'
      : `${showHours(Math.abs(behind))} h ${behind > 0 ? 'behind' : 'ahead of'} an even pace`;
  return (
    <div className={styles.phaseRow}>
      <p className={styles.weekHead}>
        <span>This phase</span>
        <span className="mono muted">
          {showHours(phase.done)} / {Math.round(phase.hours)} h
        </span>
      </p>
      <Progress label="Hours of this phase" value={phase.done} max={phase.hours * 3600} mark={phase.due} />
      <p className={styles.due}>
        {pace}. Ends on {showDate(phase.endsOn)}.
      </p>
      {forecast && (
        <p
          className={styles.due}
          title="Each week to come is taken to be like one of those weeks, in any order."
        >
          At the pace of your last {forecast.weeks} weeks, {forecast.hoursPerWeek} h each, its hours are done
          around {noBreak(forecast.likely)}
          {forecast.early !== forecast.late &&
            `, 8 times in 10 between ${noBreak(forecast.early)} and ${noBreak(forecast.late)}`}
          .
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
