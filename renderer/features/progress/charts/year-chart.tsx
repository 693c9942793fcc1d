import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useData } from '../../../api/queries.ts';
import { ChartCard, type CalendarModel } from '../../../parts/chart/index.ts';
import { heatDays } from '../../practice/heat-days.ts';
import { Heatmap } from '../../practice/heatmap.tsx';
import { YearArrows } from '../../practice/year-arrows.tsx';

/** A year of days as heat; a day leads to its sessions. */
export function YearChart({ today }: { today: string }) {
  const thisYear = Number(today.slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const [, navigate] = useLocation();
  const { data } = useData('practice', 'heatmap', { from: `${year}-01-01`, to: `${year}-12-31` });
  const totals = useMemo(
    () => (data?.days ?? []).filter(({ date }) => date.startsWith(String(year))),
    [data, year],
  );
  const first = Math.min(thisYear, ...(data?.years ?? []));
  const model = useMemo((): CalendarModel => {
    const seconds = new Map(totals.map((day) => [day.date, day.seconds]));
    const days = heatDays(year, totals).map((day) => ({
      ...day,
      hours: (seconds.get(day.date) ?? 0) / 3600,
    }));
    return { kind: 'calendar', year, days };
  }, [totals, year]);
  return (
    <ChartCard
      title={`Days of ${year}`}
      lead="A darker day held more practice. Choose one to see its sessions."
      label={`Practice on each day of ${year}.`}
      name={`days-of-${year}`}
      model={model}
      empty=""
      actions={<YearArrows year={year} first={first} last={thisYear} onYear={setYear} />}
    >
      <div style={{ paddingTop: 'var(--s3)' }}>
        <Heatmap
          year={year}
          totals={totals}
          today={today}
          selected={null}
          onSelect={(date) => navigate(`/practice?day=${date}`)}
        />
      </div>
    </ChartCard>
  );
}
