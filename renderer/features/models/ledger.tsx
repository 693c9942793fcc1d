import { useCallback, useState } from 'react';
import type { TraceSummary } from '../../../electron/shared/models.ts';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import { useData, useLive } from '../../api/index.ts';
import { Button, ButtonLink, Card, Checkbox, EmptyState, ErrorNote, SkeletonLines } from '../../ui/index.ts';
import { count, moneyTotal, total } from './amounts.ts';
import { CallDialog } from './call-dialog.tsx';
import { CallTable } from './call-table.tsx';
import styles from './models.module.css';

const SHOWN = 25;
const KEPT = 500;
/** What the ledger calls the answers that lab checks script. */
const SCRIPTED = 'scripted';

/** The newest model calls with their totals. Every call through Cairn's gateway is here. */
export function Ledger() {
  const [all, setAll] = useState(false);
  const [real, setReal] = useState(false);
  const [open, setOpen] = useState<TraceSummary | null>(null);
  const { data: calls, error, refetch } = useData('models', 'traces', { limit: KEPT });
  const data = real ? calls?.filter(({ provider }) => provider !== SCRIPTED) : calls;
  useLive(
    useCallback(
      (event: LiveEvent) => {
        if (event.type === 'trace') void refetch();
      },
      [refetch],
    ),
  );
  const shown = all ? data : data?.slice(0, SHOWN);
  return (
    <Card
      title="Ledger"
      flush
      actions={
        <span className="row">
          {data && data.length > 0 && <Totals calls={data} capped={calls?.length === KEPT} />}
          <ButtonLink size="sm" to="/traces">
            All traces
          </ButtonLink>
          <ButtonLink size="sm" to="/spend">
            Spend
          </ButtonLink>
        </span>
      }
    >
      {error && (
        <div className={styles.pad}>
          <ErrorNote error={error} retry={() => void refetch()} />
        </div>
      )}
      {!shown && !error && (
        <div className={styles.pad}>
          <SkeletonLines lines={5} />
        </div>
      )}
      {calls && calls.length > 0 && (
        <div className={styles.choice}>
          <Checkbox
            label="Only calls that a model answered"
            checked={real}
            onChange={(event) => setReal(event.target.checked)}
          />
        </div>
      )}
      {shown?.length === 0 && (
        <EmptyState title="No calls yet">
          Test a model above, or check a lab step. Each call is listed here with its tokens, time and cost.
        </EmptyState>
      )}
      {shown && shown.length > 0 && <CallTable caption="Recent model calls" calls={shown} onOpen={setOpen} />}
      {!all && data && data.length > SHOWN && (
        <div className={styles.more}>
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            Show all {data.length}
          </Button>
        </div>
      )}
      <CallDialog call={open} onClose={() => setOpen(null)} />
    </Card>
  );
}

function Totals({ calls, capped }: { calls: readonly TraceSummary[]; capped: boolean }) {
  return (
    <p className={styles.totals}>
      <span>
        {capped ? 'last ' : ''}
        {count(calls.length)} {calls.length === 1 ? 'call' : 'calls'}
      </span>
      <span>{count(total(calls.map((call) => call.inputTokens)).sum)} tokens in</span>
      <span>{count(total(calls.map((call) => call.outputTokens)).sum)} out</span>
      <span>cost {moneyTotal(calls.map((call) => call.costUsd))}</span>
    </p>
  );
}
