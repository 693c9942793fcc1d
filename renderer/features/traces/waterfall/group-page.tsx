import { useCallback, useState } from 'react';
import { Link, useParams } from 'wouter';
import type { TraceGroup } from '../../../../electron/shared/traces.ts';
import { useData } from '../../../api/index.ts';
import { Button, Card, EmptyState, ErrorNote, Page, Segmented, Skeleton } from '../../../ui/index.ts';
import { count } from '../../models/amounts.ts';
import { useNames } from '../../practice/use-names.ts';
import { ExportMenu } from '../export-menu.tsx';
import { Fact, Facts } from '../facts.tsx';
import { EndRun } from '../live/end-run.tsx';
import { plural, showCost, showInstant, showLength } from '../show.ts';
import styles from '../traces.module.css';
import { useOnTrace } from '../use-on-trace.ts';
import { Bars } from './bars.tsx';
import { SpanTable } from './span-table.tsx';

const PAGE = 100;
const LOOKS = [
  { value: 'picture', label: 'Waterfall' },
  { value: 'table', label: 'Table' },
] as const;

/** One run or one conversation, call by call on one time axis. */
export default function GroupPage() {
  const { kind, id } = useParams<{ kind: string; id: string }>();
  const of = kind === 'conversations' ? 'conversation' : 'run';
  const filter = of === 'run' ? { runId: id } : { conversationId: id };
  const [offset, setOffset] = useState(0);
  const [look, setLook] = useState<'picture' | 'table'>('picture');
  const groups = useData('traces', 'groups', { by: of, filter, limit: 1 });
  const { data, error, refetch } = useData('traces', 'waterfall', { of, id, offset, limit: PAGE });
  const { refetch: refetchGroups } = groups;
  useOnTrace(
    useCallback(() => {
      void refetch();
      void refetchGroups();
    }, [refetch, refetchGroups]),
  );
  const group = groups.data?.[0];
  return (
    <Page
      title={of === 'run' ? 'Run' : 'Conversation'}
      width="wide"
      parent={{ to: of === 'run' ? '/traces?list=run' : '/traces?list=conversation', title: 'Traces' }}
      lead={group ? <Lead group={group} of={of} /> : 'Model calls that belong together.'}
      actions={
        <>
          {of === 'run' && <EndRun runId={id} />}
          <ExportMenu filter={filter} what={`this ${of}`} />
        </>
      }
    >
      <ErrorNote error={error} retry={() => void refetch()} />
      {!data && !error && <Skeleton height={420} />}
      {data && data.total === 0 && (
        <EmptyState title={`No calls in this ${of}`}>
          It made none, or the address is not right. The list of all calls is under Traces.
        </EmptyState>
      )}
      {data && data.total > 0 && (
        <>
          {group && <Sums group={group} />}
          <Card
            title={offsetTitle(offset, data.calls.length, data.total)}
            flush
            actions={<Segmented label="Show the calls as" value={look} options={LOOKS} onChange={setLook} />}
          >
            {look === 'picture' ? <Bars rows={data.calls} /> : <SpanTable rows={data.calls} />}
            {data.total > PAGE && (
              <div className={styles.more}>
                <Button
                  size="sm"
                  disabled={offset === 0}
                  onClick={() => setOffset(Math.max(0, offset - PAGE))}
                >
                  Earlier calls
                </Button>
                <Button
                  size="sm"
                  disabled={offset + PAGE >= data.total}
                  onClick={() => setOffset(offset + PAGE)}
                >
                  Later calls
                </Button>
              </div>
            )}
          </Card>
        </>
      )}
    </Page>
  );
}

const offsetTitle = (offset: number, shown: number, total: number): string =>
  total <= PAGE
    ? plural(total, 'call')
    : `Calls ${(offset + 1).toLocaleString('en')} to ${(offset + shown).toLocaleString('en')} of ${total.toLocaleString('en')}`;

function Lead({ group, of }: { group: TraceGroup; of: 'run' | 'conversation' }) {
  const names = useNames();
  const lab = names.lab(group.labId);
  return (
    <>
      {group.label ?? lab ?? 'Without a name'}, {showInstant(group.startedAt)}.{' '}
      {lab && group.labId && <Link href={`/labs/${group.labId}`}>Open the lab</Link>}
      {of === 'run' && (
        <>
          {lab && ' · '}
          <Link href={`/traces?list=conversation&run=${group.id}`}>Its conversations</Link>
        </>
      )}
      {of === 'conversation' && group.runId && (
        <Link href={`/traces/runs/${group.runId}`}>The whole run</Link>
      )}
    </>
  );
}

function Sums({ group }: { group: TraceGroup }) {
  return (
    <Facts>
      <Fact name="Calls" value={count(group.calls)} />
      <Fact name="Failed" value={count(group.failed)} />
      <Fact name="From first to last" value={showLength(group.endedAt - group.startedAt)} />
      <Fact name="Tokens in" value={count(group.inputTokens)} />
      <Fact name="Tokens out" value={count(group.outputTokens)} />
      <Fact name="Cost" value={showCost(group)} />
      {group.cacheReadTokens > 0 && <Fact name="Read from cache" value={count(group.cacheReadTokens)} />}
      {group.unknownCosts > 0 && <Fact name="Of unknown cost" value={plural(group.unknownCosts, 'call')} />}
    </Facts>
  );
}
