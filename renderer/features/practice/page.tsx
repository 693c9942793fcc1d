import Plus from 'lucide-react/icons/plus';
import { memo, useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useData } from '../../api/index.ts';
import { useTimerStatus } from '../../app/use-timer.ts';
import { Button, Card, ErrorNote, Page, Skeleton, useAfterFirstDraw } from '../../ui/index.ts';
import { Heatmap } from './heatmap.tsx';
import { useStartDialog } from './log-dialog.tsx';
import styles from './practice.module.css';
import { SessionsCard } from './sessions-card.tsx';
import { showHours, showSum } from './show-time.ts';
import { YearArrows } from './year-arrows.tsx';

/** Every hour: a year at a glance, totals, and the sessions themselves. */
export default function PracticePage() {
  const { log, start } = useStartDialog();
  const timer = useTimerStatus();
  const [params, setParams] = useSearchParams();
  // The day is in the address, so that a chart can lead to it and going back returns.
  const day = /^\d{4}-\d\d-\d\d$/.exec(params.get('day') ?? '')?.[0] ?? null;
  const toggleDay = useCallback(
    (date: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (next.get('day') === date) next.delete('day');
          else next.set('day', date);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const [year, setYear] = useState(() => Number(day?.slice(0, 4) ?? new Date().getFullYear()));
  return (
    <Page
      title="Practice"
      lead="What you did, when, and what it was for. Each change can be undone."
      actions={
        <>
          {timer === null && <Button onClick={start}>Start the timer</Button>}
          <Button variant="primary" onClick={log}>
            <Plus aria-hidden="true" />
            Log practice
          </Button>
        </>
      }
    >
      <Totals />
      <YearCard year={year} onYear={setYear} day={day} onDay={toggleDay} />
      <SessionsCard />
    </Page>
  );
}

function Totals() {
  const { data, error, refetch } = useData('practice', 'totals');
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  const items = [
    { title: 'Today', value: data && showSum(data.today) },
    { title: 'This week', value: data && showSum(data.week) },
    { title: 'Hours in all', value: data && showHours(data.all) },
  ];
  return (
    <dl className={styles.totals}>
      {items.map((item) => (
        <div key={item.title}>
          <dt>{item.title}</dt>
          <dd>{item.value ?? <Skeleton height={24} width={90} />}</dd>
        </div>
      ))}
    </dl>
  );
}

interface YearProps {
  year: number;
  onYear: (year: number) => void;
  day: string | null;
  onDay: (date: string) => void;
}

/** Memoized: a search that is typed below changes the address, and 366 days need not be drawn for that. */
const YearCard = memo(function YearCard({ year, onYear, day, onDay }: YearProps) {
  const isReady = useAfterFirstDraw();
  const { data, error, refetch } = useData('practice', 'heatmap', {
    from: `${year}-01-01`,
    to: `${year}-12-31`,
  });
  const thisYear = data ? Number(data.today.slice(0, 4)) : year;
  const first = Math.min(...(data?.years ?? []), thisYear);
  const inYear = useMemo(
    () => (data?.days ?? []).filter((d) => d.date.startsWith(String(year))),
    [data, year],
  );
  const seconds = inYear.reduce((sum, d) => sum + d.seconds, 0);
  return (
    <Card
      title={
        <>
          {year}{' '}
          <span className="muted" style={{ fontWeight: 400 }}>
            · {showHours(seconds)} h on {inYear.length === 1 ? '1 day' : `${inYear.length} days`}
          </span>
        </>
      }
      actions={<YearArrows year={year} first={first} last={thisYear} onYear={onYear} />}
    >
      <ErrorNote error={error} retry={() => void refetch()} />
      {data && isReady ? (
        <Heatmap year={year} totals={inYear} today={data.today} selected={day} onSelect={onDay} />
      ) : (
        !error && <Skeleton height={177} />
      )}
    </Card>
  );
});
