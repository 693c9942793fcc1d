import { Link } from 'wouter';
import type { TraceSummary } from '../../../electron/shared/models.ts';
import { useData } from '../../api/index.ts';
import { Dialog, ErrorNote, SkeletonLines, Tabs } from '../../ui/index.ts';
import { count, duration, money, prettyJson } from './amounts.ts';
import { CallStatus } from './call-status.tsx';
import { CodeBlock } from './code-block.tsx';
import styles from './models.module.css';

/** One model call in full: what was sent, what came back, time, tokens and money. */
export function CallDialog({ call, onClose }: { call: TraceSummary | null; onClose: () => void }) {
  return (
    <Dialog open={call !== null} onClose={onClose} title="Model call" lead={call?.model} wide>
      {call && <CallBody call={call} />}
    </Dialog>
  );
}

function CallBody({ call }: { call: TraceSummary }) {
  const { data, error, refetch } = useData('models', 'trace', { id: call.id });
  const detail = data?.trace.id === call.id ? data : undefined;
  return (
    <div className="stack">
      <CallStatus call={call} />
      {call.error && <p className={styles.callError}>{call.error}</p>}
      <dl className={styles.facts}>
        <Fact name="First byte" value={duration(call.firstByteMs)} />
        <Fact name="Total" value={duration(call.totalMs)} />
        <Fact name="Tokens in" value={count(call.inputTokens)} />
        <Fact name="Tokens out" value={count(call.outputTokens)} />
        <Fact name="Cache read" value={count(call.cacheReadTokens)} />
        <Fact name="Cost" value={money(call.costUsd)} />
        <Fact name="Stop reason" value={call.stopReason ?? '–'} />
        <Fact name="Streamed" value={call.streamed ? 'yes' : 'no'} />
      </dl>
      <p>
        <Link href={`/traces/${call.id}`}>Open it in Traces</Link>
      </p>
      <ErrorNote error={error} retry={() => void refetch()} />
      {detail ? (
        <Tabs
          label="What was sent and what came back"
          tabs={[
            { id: 'request', label: 'Request', content: <Body text={detail.request} label="Request" /> },
            { id: 'response', label: 'Response', content: <Body text={detail.response} label="Response" /> },
            {
              id: 'attributes',
              label: 'Attributes',
              content: <Body text={detail.attributes} label="Attributes" />,
            },
          ]}
        />
      ) : (
        !error && <SkeletonLines lines={9} />
      )}
    </div>
  );
}

function Body({ text, label }: { text: string | null; label: string }) {
  if (text === null) return <p className="muted">Nothing was kept of this.</p>;
  return <CodeBlock label={label} text={prettyJson(text)} />;
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
