import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { DayTotal } from '../../../electron/shared/practice.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { Card, cx, Segmented, Headings, Table, tokenColours, useThemeName } from '../../ui/index.ts';
import { showDate } from '../practice/show-time.ts';
import { chartOptions, type ChartKind } from './chart-options.ts';
import { showMonth } from '../../parts/dates.ts';
import styles from './skill.module.css';
import { monthlyHours, weeklyHours, type WeeklyHours } from './weeks.ts';

const KINDS = [
  { value: 'weekly', label: 'By week' },
  { value: 'total', label: 'Total' },
  { value: 'table', label: 'Table' },
] as const;

/** Hours on one skill over time: a chart by week or as a running total, and the same as a table. */
export function HoursChart({ days, today }: { days: readonly DayTotal[]; today: string }) {
  const [kind, setKind] = useState<ChartKind | 'table'>('weekly');
  // A canvas cannot follow a CSS variable: another theme is another chart.
  const theme = useThemeName();
  const series = useMemo(() => weeklyHours(days, today), [days, today]);
  return (
    <Card
      title="Hours over time"
      actions={<Segmented label="Show the hours" value={kind} options={KINDS} onChange={setKind} />}
      flush={kind === 'table' && days.length > 0}
    >
      <div className={cx(days.length > 0 && styles.chart)}>
        {days.length === 0 && (
          <p className={styles.noHours}>No practice yet. The first session draws the first bar.</p>
        )}
        {days.length > 0 && kind === 'table' && <MonthTable days={days} />}
        {days.length > 0 && kind !== 'table' && <Chart key={theme} series={series} kind={kind} />}
      </div>
    </Card>
  );
}

function MonthTable({ days }: { days: readonly DayTotal[] }) {
  return (
    <div className={styles.months}>
      <Table
        caption="Hours by month"
        head={<Headings of={['Month', { numeric: 'Time' }, { numeric: 'Sessions' }]} />}
      >
        {monthlyHours(days).map(({ month, seconds, sessions }) => (
          <tr key={month}>
            <td>{showMonth(month)}</td>
            <td data-numeric="">{formatDuration(seconds)}</td>
            <td data-numeric="">{sessions}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

function Chart({ series, kind }: { series: WeeklyHours; kind: ChartKind }) {
  const host = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const size = () => ({ width: Math.max(200, element.clientWidth), height: 216 });
    const colours = tokenColours('--accent', '--accent-soft', '--text-3', '--border', '--bg');
    const options = chartOptions({ kind, colours, onPoint: setAt });
    const x = series.weeks.map((week) => Date.parse(`${week}T00:00:00Z`) / 1000);
    const chart = new uPlot(
      { ...options, ...size() },
      [x, kind === 'weekly' ? series.hours : series.total],
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [series, kind]);
  const index = at ?? series.weeks.length - 1;
  return (
    <>
      <p className={styles.reading}>
        <span>Week of {showDate(series.weeks[index] ?? '')}</span>
        <strong className="mono">{(series.hours[index] ?? 0).toFixed(1)} h</strong>
        <span>Total</span>
        <strong className="mono">{(series.total[index] ?? 0).toFixed(1)} h</strong>
      </p>
      <div ref={host} className={styles.plot} role="img" aria-label={describe(series)} />
    </>
  );
}

function describe({ weeks, hours, total }: WeeklyHours): string {
  const best = hours.indexOf(Math.max(...hours));
  return `Hours by week from ${showDate(weeks[0] ?? '')}: ${total.at(-1)?.toFixed(1)} hours in all, most in the week of ${showDate(weeks[best] ?? '')} with ${hours[best]?.toFixed(1)}. The table lists them by month.`;
}
