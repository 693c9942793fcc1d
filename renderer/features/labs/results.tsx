import { memo, useMemo, useState } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import type { TraceSummary } from '../../../electron/shared/models.ts';
import { EmptyState, ErrorNote, Tabs } from '../../ui/index.ts';
import { count, duration, moneyTotal, total } from '../models/amounts.ts';
import { CallDialog } from '../models/call-dialog.tsx';
import { Checks } from './checks.tsx';
import { RunCalls } from './run-calls.tsx';
import { Output } from './output.tsx';
import type { OutputStore } from './output-store.ts';
import type { Place } from './files/use-open-files.ts';
import type { Problem } from './results/problem.ts';
import { Problems } from './results/problems.tsx';
import { ScrollBox } from '../models/scroll-box.tsx';
import styles from './results.module.css';
import type { RunState } from './run-state.ts';
import { Verdict } from './verdict.tsx';

interface ResultsProps {
  lab: OpenLab;
  run: RunState;
  output: OutputStore;
  problems: readonly Problem[];
  tab: ResultsTab;
  onTab: (tab: ResultsTab) => void;
  onSelectStep: (step: string) => void;
  onHint: (step: string) => void;
  onVerify: (model: string) => void;
  onCompare: () => void;
  onPlace: (place: Place) => void;
  onLanguage: (language: Language) => void;
}

export type ResultsTab = 'checks' | 'output' | 'calls' | 'problems';

/** What came of it: verdicts, the program's output, the model calls behind them, and what is wrong in the files. */
export const Results = memo(function Results(props: ResultsProps) {
  const { lab, run, output, problems, tab, onTab, onPlace } = props;
  const [call, setCall] = useState<TraceSummary | null>(null);
  const isNew = run.phase === 'idle' && run.checks.length === 0 && !run.report;
  const paths = useMemo(() => lab.files.map(({ path }) => path), [lab.files]);
  return (
    <section className={styles.pane} aria-label="Results">
      <Verdict {...props} />
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
                  {run.step !== null && <ErrorNote error={run.error} />}
                  {isNew && !run.error ? (
                    <NoResults />
                  ) : (
                    <Checks lab={lab} run={run} onCall={setCall} onPlace={onPlace} />
                  )}
                </ScrollBox>
              ),
            },
            {
              id: 'output',
              label: 'Output',
              content: (
                <div className={styles.run}>
                  {/* A run that was refused is shown with its output, not among checks. */}
                  {run.step === null && <ErrorNote error={run.error} />}
                  <Output
                    output={output}
                    paths={paths}
                    onPlace={onPlace}
                    isRefused={run.step === null && run.error !== null}
                  />
                </div>
              ),
            },
            {
              id: 'calls',
              label: <Label name="Calls" count={run.calls.length} />,
              content: (
                <div className={styles.scroll}>
                  <RunCalls run={run} onOpen={setCall} />
                </div>
              ),
            },
            {
              id: 'problems',
              label: <Label name="Problems" count={problems.length} />,
              content: (
                <div className={styles.scroll}>
                  <Problems problems={problems} onPlace={onPlace} />
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
});

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
