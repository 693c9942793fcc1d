import { useCallback, useMemo, useState } from 'react';
import { useData } from '../../api/index.ts';
import { ChartCard } from '../../parts/chart/index.ts';
import { Card, EmptyState, ErrorNote, Page, Segmented, Skeleton } from '../../ui/index.ts';
import { count } from '../models/amounts.ts';
import { useNames } from '../practice/use-names.ts';
import { Fact, Facts } from '../traces/facts.tsx';
import { plural, showCost } from '../traces/show.ts';
import { TraceTabs } from '../traces/tabs.tsx';
import { useOnTrace } from '../traces/use-on-trace.ts';
import { MonthCard } from './month-card.tsx';
import styles from './spend.module.css';
import { SumTable } from './sum-table.tsx';
import { lastDay, spendModel, sumOf, sumsBy, type Measure, type SpendBy } from './sums.ts';

const RANGES = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'Year' },
] as const;
const BYS = [
  { value: 'model', label: 'Model' },
  { value: 'lab', label: 'Lab' },
  { value: 'provider', label: 'Provider' },
] as const;
const MEASURES = [
  { value: 'cost', label: 'Cost' },
  { value: 'tokens', label: 'Tokens' },
  { value: 'calls', label: 'Calls' },
] as const;

/** What models cost: this month against its cap, and day by day by model and lab. */
export default function SpendPage() {
  const [range, setRange] = useState<(typeof RANGES)[number]['value']>('30');
  const days = Number(range);
  const month = useData('runs', 'month');
  const { data, error, refetch } = useData('traces', 'spend', { days });
  const { refetch: refetchMonth } = month;
  useOnTrace(
    useCallback(() => {
      void refetch();
      void refetchMonth();
    }, [refetch, refetchMonth]),
  );
  return (
    <Page
      title="Spend"
      width="wide"
      lead="What model calls cost. A cost that is not known is shown as unknown, never as 0."
      actions={<Segmented label="Range" value={range} options={RANGES} onChange={setRange} />}
    >
      <TraceTabs />
      <ErrorNote error={month.error ?? error} retry={() => void refetch()} />
      {month.data ? <MonthCard month={month.data} /> : !month.error && <Skeleton height={190} />}
      {data ? <Spent lines={data} days={days} /> : !error && <Skeleton height={520} />}
    </Page>
  );
}

function Spent({ lines, days }: { lines: Parameters<typeof sumOf>[0]; days: number }) {
  const [by, setBy] = useState<SpendBy>('model');
  const [measure, setMeasure] = useState<Measure>('cost');
  const [tableBy, setTableBy] = useState<SpendBy | 'day'>('model');
  const names = useNames();
  const name = useCallback(
    (of: SpendBy | 'day') => (key: string | null) =>
      of === 'lab' ? (names.lab(key) ?? 'No lab') : (key ?? 'None'),
    [names],
  );
  const all = useMemo(() => sumOf(lines), [lines]);
  const model = useMemo(() => {
    const today = lastDay(lines);
    return spendModel(lines, { by, measure, today, days, name: name(by) });
  }, [lines, by, measure, days, name]);
  if (lines.length === 0)
    return (
      <Card>
        <EmptyState title="Nothing in these days">
          Calls to models are summed up here by day, model and lab, also those that cost nothing.
        </EmptyState>
      </Card>
    );
  return (
    <>
      <Facts>
        <Fact name="Cost" value={showCost(all)} />
        <Fact name="Of unknown cost" value={plural(all.unknownCosts, 'call')} />
        <Fact name="Calls" value={count(all.calls)} />
        <Fact name="Failed" value={count(all.failed)} />
        <Fact name="Tokens in" value={count(all.inputTokens)} />
        <Fact name="Tokens out" value={count(all.outputTokens)} />
      </Facts>
      <ChartCard
        title="Day by day"
        name={`cairn-spend-${measure}`}
        lead={
          all.unknownCosts > 0 && measure === 'cost'
            ? `${plural(all.unknownCosts, 'call')} of unknown cost cannot be drawn; the bars show the rest.`
            : 'Each bar is one day; its parts are told apart by colour.'
        }
        label={`${MEASURES.find(({ value }) => value === measure)!.label} of each day by ${by}.`}
        model={model}
        empty={
          measure === 'cost'
            ? 'No call of these days has a known cost above 0. Tokens and calls can be drawn instead.'
            : 'Nothing to draw in these days.'
        }
        actions={
          <>
            <Segmented label="What is drawn" value={measure} options={MEASURES} onChange={setMeasure} />
            <Segmented label="Told apart by" value={by} options={BYS} onChange={setBy} />
          </>
        }
      />
      <Card
        title="Sums"
        flush
        actions={
          <Segmented
            label="Sums by"
            value={tableBy}
            options={[...BYS, { value: 'day', label: 'Day' }]}
            onChange={setTableBy}
          />
        }
      >
        <SumTable by={tableBy} sums={sumsBy(lines, tableBy)} name={name(tableBy)} />
      </Card>
      <p className={styles.source}>
        Costs are tokens times the dated prices that ship with Cairn. The provider’s bill is what counts.
      </p>
    </>
  );
}
