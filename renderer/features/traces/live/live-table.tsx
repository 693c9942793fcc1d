import { Link } from 'wouter';
import type { LiveRun } from '../../../../electron/shared/gateway-runs.ts';
import { Badge, Progress, Headings, Table } from '../../../ui/index.ts';
import { count, duration, money } from '../../models/amounts.ts';
import { showInstant } from '../show.ts';
import styles from '../traces.module.css';
import { EndRun } from './end-run.tsx';

const REPLAY: Record<LiveRun['replay'], string | null> = {
  off: null,
  read: 'recordings first',
  only: 'recordings only',
};

/** Open runs with what they used of each limit. */
export function LiveTable({ runs }: { runs: readonly LiveRun[] }) {
  return (
    <Table
      caption="Open runs, the newest first"
      head={
        <Headings
          of={['Run', 'Model', 'Under way', 'Calls', 'Tokens in', 'Tokens out', 'Cost', { unseen: 'End' }]}
        />
      }
    >
      {runs.map((run) => (
        <tr key={run.runId}>
          <td>
            <Link href={`/traces/runs/${run.runId}`}>{run.label}</Link>
            <span className={styles.since}>
              since {showInstant(run.openedAt)}
              {run.limits.wallMs !== null && `, for ${duration(run.limits.wallMs)} at most`}
            </span>
          </td>
          <td className={styles.model}>
            {run.model ?? 'none, scripted'}
            {REPLAY[run.replay] && <Badge tone="violet">{REPLAY[run.replay]}</Badge>}
          </td>
          <td>{run.inFlight > 0 ? <Badge tone="here">{run.inFlight}</Badge> : '–'}</td>
          <td>
            <Used name="Calls" used={run.calls} cap={run.limits.calls} show={count} />
          </td>
          <td>
            <Used name="Tokens in" used={run.inputTokens} cap={run.limits.inputTokens} show={count} />
          </td>
          <td>
            <Used name="Tokens out" used={run.outputTokens} cap={run.limits.outputTokens} show={count} />
          </td>
          <td>
            <Used name="Cost" used={run.costUsd} cap={run.limits.costUsd} show={money} />
          </td>
          <td>
            <EndRun runId={run.runId} label={run.label} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

interface UsedProps {
  name: string;
  used: number | null;
  cap: number | null;
  show: (value: number | null) => string;
}

function Used({ name, used, cap, show }: UsedProps) {
  return (
    <span className={styles.used}>
      <span className="mono">
        {show(used)}
        {cap !== null && ` of ${show(cap)}`}
      </span>
      {cap !== null && <Progress label={`${name} used`} value={used ?? 0} max={cap} />}
    </span>
  );
}
