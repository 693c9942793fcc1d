import { useMemo, useState } from 'react';
import type { Forecast } from '../../../../electron/shared/forecast.ts';
import type { PlanView } from '../../../../electron/shared/plan.ts';
import { closedPauses } from '../../../../electron/shared/plan-arithmetic.ts';
import { lengthText } from '../../../../electron/shared/plan-words.ts';
import { daysBetween } from '../../../../electron/shared/time.ts';
import { ForecastExplainer } from '../../../parts/explanations.tsx';
import { Card, Segmented } from '../../../ui/index.ts';
import { showDate, showHours } from '../../practice/show-time.ts';
import type { PlanFacts } from './page.tsx';
import { planScale, ticksOf, type Scale } from './scale.ts';
import styles from './timeline.module.css';

type Pace = 'recent' | 'more';
const PACES = [
  { value: 'recent', label: 'Recent pace' },
  { value: 'more', label: 'Half an hour more a day' },
] as const;

type Phase = PlanView['phases'][number];

/** The phases on the calendar: planned, done, and when they are likely to be done. */
export function TimelineCard({ plan, path, outlook }: PlanFacts) {
  const [pace, setPace] = useState<Pace>('recent');
  const scale = useMemo(() => planScale(plan, outlook), [plan, outlook]);
  const pauses = closedPauses(plan.pauses, plan.today);
  return (
    <Card
      title={
        <span className={styles.title}>
          Phases <ForecastExplainer />
        </span>
      }
      actions={<Segmented label="Forecast at" value={pace} options={PACES} onChange={setPace} />}
    >
      <p className={styles.lead}>{leadText({ plan, outlook, path }, pace)}</p>
      <div className={styles.chart}>
        <div className={styles.field} aria-hidden="true">
          {pauses.map((pause) => (
            <span
              key={pause.startsOn}
              className={styles.pause}
              style={scale.span(pause.startsOn, pause.endsOn)}
            />
          ))}
          <span className={styles.today} style={{ left: `${scale.at(plan.today)}%` }} />
        </div>
        <ol className={styles.phases}>
          {plan.phases.map((phase, index) => {
            const ahead = outlook.phases[index]!;
            const title = path.phases[index]?.title ?? phase.id;
            const forecast = pace === 'more' ? ahead.withMore : ahead.forecast;
            return (
              <PhaseRow
                key={phase.id}
                {...{ phase, title, forecast, scale }}
                isDone={ahead.hoursLeft === 0}
              />
            );
          })}
        </ol>
        <Axis scale={scale} today={plan.today} />
      </div>
      <ul className={styles.legend} aria-label="Legend">
        <li>
          <span className={styles.keyDone} /> done
        </li>
        <li>
          <span className={styles.keyPlanned} /> planned
        </li>
        <li>
          <span className={styles.keyRange} /> likely done, 8 times in 10
        </li>
        {pauses.length > 0 && (
          <li>
            <span className={styles.keyPause} /> pause
          </li>
        )}
      </ul>
    </Card>
  );
}

/** What the forecast rests on, and what half an hour more would change. */
function leadText({ plan, outlook, path }: PlanFacts, pace: Pace): string {
  const index = plan.phases.findIndex((phase) => phase.id === plan.workingPhaseId);
  const here = outlook.phases[index]!;
  const title = path.phases[index]!.title;
  if (outlook.hoursPerWeek === null) {
    const alone = here.withMore
      ? ` Half an hour a day alone would finish ${title} around ${showDate(here.withMore.likely)}.`
      : '';
    return `A forecast needs two whole weeks of practice.${alone}`;
  }
  const left = outlook.weeksLeftOut > 0 ? `, ${outlook.weeksLeftOut} with a pause left out` : '';
  const base = `Your last ${outlook.weeks} weeks had ${outlook.hoursPerWeek} h each on average${left}.`;
  if (!here.forecast || !here.withMore) return base;
  const days = daysBetween(here.withMore.likely, here.forecast.likely);
  const change = `Half an hour more a day brings the end of ${title} from ${showDate(here.forecast.likely)} to ${showDate(here.withMore.likely)}`;
  return pace === 'more' || days > 0 ? `${base} ${change}, ${lengthText(days)} sooner.` : base;
}

interface RowProps {
  phase: Phase;
  title: string;
  forecast: Forecast | null;
  scale: Scale;
  isDone: boolean;
}

function PhaseRow({ phase, title, forecast, scale, isDone }: RowProps) {
  const share = Math.min(1, phase.done / (phase.hours * 3600));
  const left = scale.at(phase.startsOn);
  return (
    <li className={styles.phase} data-state={phase.state}>
      <div className={styles.label}>
        <strong>{title}</strong>
        <span className="mono">
          {showHours(phase.done)} / {phase.hours} h
        </span>
      </div>
      <div className={styles.line} aria-hidden="true">
        <span className={styles.planned} style={scale.span(phase.startsOn, phase.endsOn)}>
          <span className={styles.done} style={{ width: `${share * 100}%` }} />
        </span>
        {forecast && (
          <>
            <span className={styles.range} style={scale.span(forecast.early, forecast.late)} />
            {scale.at(forecast.likely) < 100 && (
              <span
                className={styles.likely}
                style={{ left: `${Math.max(left, scale.at(forecast.likely))}%` }}
              />
            )}
          </>
        )}
      </div>
      <div className={styles.dates}>
        <span>
          {showDate(phase.startsOn)} to {showDate(phase.endsOn)}
          {phase.pausedDays > 0 && `, ${phase.pausedDays} days paused`}
        </span>
        <span className={styles.when}>{whenText(phase, forecast, isDone)}</span>
      </div>
    </li>
  );
}

function whenText(phase: Phase, forecast: Forecast | null, isDone: boolean): string {
  if (isDone) return 'Its hours are done.';
  if (!forecast) return '';
  const { likely, early, late } = forecast;
  const days = daysBetween(phase.endsOn, likely);
  const against =
    Math.abs(days) <= 3
      ? 'as planned'
      : days > 0
        ? `${lengthText(days)} after the plan`
        : `${lengthText(-days)} early`;
  const range = early === late ? '' : ` (${showDate(early)} to ${showDate(late)})`;
  return `Likely ${showDate(likely)}${range}: ${against}.`;
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' });

function Axis({ scale, today }: { scale: Scale; today: string }) {
  const at = scale.at(today);
  return (
    <div className={styles.axis} aria-hidden="true">
      {ticksOf(scale)
        .filter((date) => Math.abs(scale.at(date) - at) > 7 && scale.at(date) < 95)
        .map((date) => (
          <span key={date} style={{ left: `${scale.at(date)}%` }}>
            {month.format(Date.parse(`${date}T00:00:00Z`))}
          </span>
        ))}
      <span className={styles.now} style={{ left: `${at}%` }}>
        Today
      </span>
    </div>
  );
}
