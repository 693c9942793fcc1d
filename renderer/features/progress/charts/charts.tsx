import { useMemo } from 'react';
import type { ProgressView } from '../../../../electron/shared/progress.ts';
import { formatDate } from '../../../../electron/shared/time.ts';
import { ChartCard } from '../../../parts/chart/index.ts';
import { useNames } from '../../practice/use-names.ts';
import styles from './charts.module.css';
import { coverageModel, cumulativeModel, hoursModel, stackModel, weeksModel } from './models.ts';

/** The charts of one range. */
export function Charts({ view }: { view: ProgressView }) {
  const names = useNames();
  const models = useMemo(
    () => ({
      cumulative: cumulativeModel(view),
      weeks: weeksModel(view),
      skills: stackModel(view.bySkill, view, (id) => names.skill(id) ?? 'No skill named'),
      activities: stackModel(view.byActivity, view, (id) => names.activity(id ?? '')),
      hours: hoursModel(view),
      coverage: coverageModel(view, (id) => names.skill(id) ?? id),
    }),
    [view, names],
  );
  const since = `since ${formatDate(view.from)}`;
  const by = view.bucket === 'week' ? 'week' : 'month';
  return (
    <div className={styles.grid}>
      <ChartCard
        title="Hours against the plan"
        lead={
          view.due
            ? 'All hours in the plan so far, beside what it asks for. The amber range is where your recent pace leads.'
            : 'All hours so far. With a path chosen, the plan and a forecast appear beside them.'
        }
        label={`Cumulative hours ${since} against the plan, with the forecast range.`}
        name="hours-against-the-plan"
        model={models.cumulative}
        empty="Your first session draws the first point."
      />
      <ChartCard
        title="Weeks against the budget"
        lead="Each bar is a week; the amber step is what the plan asked for in it."
        label={`Hours by week ${since} against the weekly budget.`}
        name="weeks-against-the-budget"
        model={models.weeks}
        empty="Your first session draws the first bar."
      />
      <ChartCard
        title="Skills over time"
        lead={`Hours by skill in each ${by}. The seven with the most hours have a colour.`}
        label={`Hours by skill and ${by} ${since}.`}
        name="skills-over-time"
        model={models.skills}
        empty="Name a skill when you log, and its share shows here."
      />
      <ChartCard
        title="Kinds of work over time"
        lead={`Hours by kind of work in each ${by}: building and teaching last longer than reading.`}
        label={`Hours by kind of work and ${by} ${since}.`}
        name="kinds-of-work-over-time"
        model={models.activities}
        empty="Labs, reading, building, teaching: the mix shows here."
      />
      <ChartCard
        title="Hours of the week"
        lead="When practice happens, by the wall clock of where you were. Useful for choosing times that hold."
        label={`Practice by weekday and hour ${since}.`}
        name="hours-of-the-week"
        wide
        model={models.hours}
        empty="After a few sessions you see which hours are yours."
      />
      <ChartCard
        title="Skill coverage"
        lead="Levels come from evidence. The higher the priority, the sooner its stones should fill."
        label="Levels of all skills by priority; the table lists them."
        name="skill-coverage"
        wide
        model={models.coverage}
        empty=""
      />
    </div>
  );
}
