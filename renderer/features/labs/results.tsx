import { useState } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { TraceSummary } from '../../../electron/shared/models.ts';
import { EmptyState, ErrorNote, Tabs } from '../../ui/index.ts';
import { count, duration, moneyTotal, total } from '../models/amounts.ts';
import { CallDialog } from '../models/call-dialog.tsx';
import { Checks } from './checks.tsx';
import { RunCalls } from './run-calls.tsx';
import { Output } from './output.tsx';
import { ScrollBox } from '../models/scroll-box.tsx';
import styles from './results.module.css';
import type { RunState } from './run-state.ts';
import { Verdict } from './verdict.tsx';

interface ResultsProps {
  lab: OpenLab;
  run: RunState;
  tab: ResultsTab;
  onTab: (tab: ResultsTab) => void;
  onSelectStep: (step: string) => void;
  onHint: (step: string) => void;
}

export type ResultsTab = 'checks' | 'output' | 'calls';

/** What came of it: verdicts, the program's output, and the model calls behind them. */
export function Results({ lab, run, tab, onTab, onSelectStep, onHint }: ResultsProps) {
  const [call, setCall] = useState<TraceSummary | null>(null);
  const isNew = run.phase === 'idle' && run.checks.length === 0 && !run.report && run.output.length === 0;
  return (
    <section className={styles.pane} aria-label="Results">
      <Verdict lab={lab} run={run} onSelectStep={onSelectStep} onHint={onHint} />
      <div className={styles.tabs}>
        <Tabs
          label="Results"
          value={tab}
          onChange={(id) => onTab(id as ResultsTab)}
          tabs={[
            {
              id: 'checks',
              label: <Label name="Checks" count={run.checks.length} />,
              content: (
                <ScrollBox label="Checks" className={styles.scroll}>
                  {run.error ? <ErrorNote error={run.error} /> : null}
                  {isNew && !run.error ? <NoResults /> : <Checks lab={lab} run={run} />}
                </ScrollBox>
              ),
            },
            { id: 'output', label: <Label name="Output" count={0} />, content: <Output run={run} /> },
            {
              id: 'calls',
              label: <Label name="Model calls" count={run.calls.length} />,
              content: (
                <div className={styles.scroll}>
                  <RunCalls run={run} onOpen={setCall} />
                </div>
              ),
            },
          ]}
        />
      </div>
      {(run.calls.length > 0 || run.report) && <Footer run={run} />}
      <CallDialog call={call} onClose={() => setCall(null)} />
    </section>
  );
}

function Label({ name, count: amount }: { name: string; count: number }) {
  return (
    <>
      {name}
      {amount > 0 && <span className={styles.count}> {amount}</span>}
    </>
  );
}

function NoResults() {
  return (
    <EmptyState title="Nothing checked yet">
      Check the step to see each verdict here: what was expected, what came, and the model calls behind it.
    </EmptyState>
  );
}

/** Time, tokens and money of the run; while it runs, of what it used so far. */
function Footer({ run }: { run: RunState }) {
  const { report, calls } = run;
  const tokensIn = total(calls.map((one) => one.inputTokens)).sum;
  const tokensOut = total(calls.map((one) => one.outputTokens)).sum;
  return (
    <p className={styles.footer}>
      {report && <span>{duration(report.durationMs)}</span>}
      <span>
        {count(report?.calls ?? calls.length)} {(report?.calls ?? calls.length) === 1 ? 'call' : 'calls'}
      </span>
      <span>
        {count(report?.inputTokens ?? tokensIn)} in, {count(report?.outputTokens ?? tokensOut)} out
      </span>
      <span>cost {moneyTotal(report ? [report.costUsd] : calls.map((one) => one.costUsd))}</span>
      {report && <span>seed {report.seed}</span>}
    </p>
  );
}
