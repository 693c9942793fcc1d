import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import type { TraceFilter } from '../../../electron/shared/traces.ts';
import { useData } from '../../api/index.ts';
import { Button, Card, Page, Segmented } from '../../ui/index.ts';
import { count } from '../models/amounts.ts';
import { ExportMenu } from './export-menu.tsx';
import { CallList, GroupList } from './list/call-list.tsx';
import { Filters } from './list/filters.tsx';
import { useListFilter, type ListOf } from './list/filter.ts';
import { plural, showCost } from './show.ts';
import { TraceTabs } from './tabs.tsx';
import styles from './traces.module.css';
import { useOnTrace } from './use-on-trace.ts';

const LISTS: readonly { value: ListOf; label: string }[] = [
  { value: 'calls', label: 'Calls' },
  { value: 'run', label: 'Runs' },
  { value: 'conversation', label: 'Conversations' },
];

/** Every call to a model, found by what it was for and how it went. */
export default function TracesPage() {
  const chosen = useListFilter();
  const { list, filter, change, isFiltered } = chosen;
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [, go] = useLocation();
  const pick = useCallback(
    (id: string) =>
      setPicked((before) =>
        // A third takes the place of the older of the two.
        before.includes(id) ? before.filter((one) => one !== id) : [...before.slice(-1), id],
      ),
    [],
  );
  const rest = { filter, isFiltered, totals: <Totals filter={filter} /> };
  return (
    <Page
      title="Traces"
      width="wide"
      lead="Every call through Cairn’s gateway: what was sent, what came back, how long it took and what it cost."
    >
      <TraceTabs />
      <Card flush>
        <div className={styles.head}>
          <Segmented
            label="List by"
            value={list}
            options={LISTS}
            onChange={(next) => change({ list: next === 'calls' ? '' : next })}
          />
          <span className="row">
            {list === 'calls' && (
              <Button
                size="sm"
                disabled={picked.length !== 2}
                title="Tick two calls to compare them"
                onClick={() => go(`/traces/${picked[0]}?with=${picked[1]}`)}
              >
                <ArrowLeftRight aria-hidden="true" />
                Compare {picked.length} of 2
              </Button>
            )}
            <ExportMenu filter={filter} what="these calls" />
          </span>
        </div>
        <Filters {...chosen} />
        {list === 'calls' ? (
          <CallList {...rest} picked={picked} onPick={pick} />
        ) : (
          <GroupList key={list} {...rest} by={list} />
        )}
      </Card>
    </Page>
  );
}

function Totals({ filter }: { filter: TraceFilter }) {
  const { data, refetch } = useData('traces', 'totals', filter);
  useOnTrace(useCallback(() => void refetch(), [refetch]));
  if (!data) return <span />;
  return (
    <p className={styles.totals}>
      <span>{plural(data.calls, 'call')}</span>
      <span>{count(data.failed)} failed</span>
      <span>{count(data.inputTokens)} tokens in</span>
      <span>{count(data.outputTokens)} out</span>
      {data.cacheReadTokens > 0 && <span>{count(data.cacheReadTokens)} from cache</span>}
      <span>cost {showCost(data)}</span>
      {data.unknownCosts > 0 && <span>{plural(data.unknownCosts, 'call')} of unknown cost</span>}
    </p>
  );
}
