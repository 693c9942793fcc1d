import type { Verdict } from '../../../electron/shared/labs.ts';
import type { TraceSummary } from '../../../electron/shared/models.ts';
import { EmptyState } from '../../ui/index.ts';
import { count, duration, money } from '../models/amounts.ts';
import { CallStatus } from '../models/call-status.tsx';
import { titleOfModel } from './model-name.ts';
import lists from './checks.module.css';
import { VerdictIcon } from './results/verdict-icon.tsx';
import styles from './run-calls.module.css';
import type { RunState } from './run-state.ts';

interface RunCallsProps {
  run: RunState;
  onOpen: (call: TraceSummary) => void;
}

/** The model calls of a run under the checks that caused them. Each opens with what was sent and answered. */
export function RunCalls({ run, onOpen }: RunCallsProps) {
  if (run.calls.length === 0) {
    return (
      <EmptyState title="No model calls">
        Each call that your code makes through Cairn’s gateway is listed here with its tokens, time and cost.
      </EmptyState>
    );
  }
  return (
    <div className={lists.checks}>
      {groupByCheck(run).map(({ title, status, calls }) => (
        <section key={title} aria-label={title}>
          <h3 className={styles.groupHead}>
            {status && <VerdictIcon status={status} />}
            <span>{title}</span>
          </h3>
          <ol className={styles.calls}>
            {calls.map((call) => (
              <li key={call.id}>
                <CallRow call={call} onOpen={() => onOpen(call)} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

interface CallGroup {
  title: string;
  /** What became of the check; none of the program that was run by hand. */
  status: Verdict | undefined;
  calls: TraceSummary[];
}

/** A call belongs to the check whose run of the gateway made it; until that check has ended it is "under way". */
function groupByCheck({ calls, checks, phase }: RunState): CallGroup[] {
  const groups = new Map<string, CallGroup>();
  for (const call of calls) {
    const check = checks.find(({ gatewayRun }) => gatewayRun === call.runId);
    const title = check?.title ?? (phase === 'checking' ? 'Under way' : 'Your program');
    const group = groups.get(title) ?? { title, status: check?.status, calls: [] };
    group.calls.push(call);
    groups.set(title, group);
  }
  return [...groups.values()];
}

function CallRow({ call, onOpen }: { call: TraceSummary; onOpen: () => void }) {
  return (
    <button type="button" className={styles.call} onClick={onOpen}>
      <span className={styles.callHead}>
        <span className={styles.callModel}>{titleOfModel(call.model)}</span>
        <CallStatus call={call} />
      </span>
      <span className={styles.callFacts}>
        <span>{duration(call.totalMs)}</span>
        <span>
          {count(call.inputTokens)} in, {count(call.outputTokens)} out
        </span>
        <span>{money(call.costUsd)}</span>
        {call.streamed && <span>streamed</span>}
      </span>
    </button>
  );
}
