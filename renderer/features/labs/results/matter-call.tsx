import { useMemo } from 'react';
import type { CheckResult } from '../../../../electron/shared/labs.ts';
import type { TraceSummary } from '../../../../electron/shared/models.ts';
import { useData } from '../../../api/index.ts';
import { Button, SkeletonLines } from '../../../ui/index.ts';
import { CallStatus } from '../../models/call-status.tsx';
import styles from './matter-call.module.css';
import { peekOf } from './peek.ts';

/** The call that a failed check is about: the one it names, else the last that it made. */
export function callOf(check: CheckResult, calls: readonly TraceSummary[]): TraceSummary | undefined {
  const own = calls
    .filter(({ runId }) => runId !== null && runId === check.gatewayRun)
    .toSorted((a, b) => (a.callIndex ?? 0) - (b.callIndex ?? 0) || a.startedAt - b.startedAt);
  return own[check.call ?? own.length - 1];
}

/** The model call behind a failure: prompt and answer in short, and the way to all of it. */
export function MatterCall({ call, onOpen }: { call: TraceSummary; onOpen: (call: TraceSummary) => void }) {
  const { data, error } = useData('models', 'trace', { id: call.id });
  const peek = useMemo(() => (data?.trace.id === call.id ? peekOf(data) : null), [data, call.id]);
  return (
    <div className={styles.matter}>
      <p className={styles.matterHead}>
        <span>The model call behind it</span>
        <CallStatus call={call} />
        <Button size="sm" variant="ghost" onClick={() => onOpen(call)}>
          Open it
        </Button>
      </p>
      {peek ? (
        <dl>
          <dt>Sent</dt>
          <dd>{peek.prompt ?? 'Nothing was kept of it.'}</dd>
          <dt>Answered</dt>
          <dd>{peek.answer ?? 'Nothing.'}</dd>
        </dl>
      ) : (
        !error && <SkeletonLines lines={2} />
      )}
    </div>
  );
}
