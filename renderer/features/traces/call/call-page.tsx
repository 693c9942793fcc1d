import { useMemo } from 'react';
import { useParams, useSearchParams } from 'wouter';
import type { TraceView } from '../../../../electron/shared/traces.ts';
import { useData } from '../../../api/index.ts';
import { Card, ErrorNote, Page, Skeleton, Tabs } from '../../../ui/index.ts';
import { prettyJson } from '../../models/amounts.ts';
import { CopyButton } from '../../models/copy-button.tsx';
import { CallBadges } from '../call-badges.tsx';
import { Compare } from '../compare/compare.tsx';
import { readCall } from '../messages/read.ts';
import { Bars } from '../waterfall/bars.tsx';
import { CallActions } from './call-actions.tsx';
import { CallFacts, CallLead } from './call-facts.tsx';
import styles from './call.module.css';
import { LongText } from './long-text.tsx';
import { Cut, Messages } from './messages.tsx';
import { PassagesView } from './passages-view.tsx';

/** One call: its exact prompt and answer, where its time went, what fed the answer; or two of them side by side. */
export default function CallPage() {
  const { id } = useParams<{ id: string }>();
  const [params, setParams] = useSearchParams();
  const other = params.get('with');
  const { data, error, refetch } = useData('traces', 'detail', { id });
  const view = data?.trace.id === id ? data : undefined;
  return (
    <Page
      title={other ? 'Two model calls' : 'Model call'}
      width="wide"
      parent={{ to: '/traces', title: 'Traces' }}
      lead={view ? <CallLead call={view.trace} /> : 'One call through Cairn’s gateway.'}
      actions={
        view && (
          <CallActions
            view={view}
            other={other}
            onCompare={(next) => setParams(next ? { with: next } : {})}
          />
        )
      }
    >
      <ErrorNote error={error} retry={() => void refetch()} />
      {!view && !error && <Skeleton height={560} />}
      {view && (other ? <Compare left={view} rightId={other} /> : <OneCall key={id} view={view} />)}
    </Page>
  );
}

function OneCall({ view }: { view: TraceView }) {
  const { trace, spans } = view;
  const read = useMemo(() => readCall(view, trace.wire), [view, trace.wire]);
  return (
    <>
      <div className={styles.head}>
        <CallBadges call={trace} />
        {trace.error && <p className={styles.error}>{trace.error}</p>}
      </div>
      <CallFacts call={trace} />
      <Card title="Where the time went" flush>
        <Bars rows={[{ call: trace, offsetMs: 0, spans }]} />
      </Card>
      <Tabs
        label="What was sent and what came back"
        tabs={[
          { id: 'messages', label: 'Prompt and answer', content: <Messages read={read} /> },
          {
            id: 'passages',
            label: 'Passages',
            content: <PassagesView exchange={read.exchange} />,
          },
          { id: 'request', label: 'Raw request', content: <Raw body={read.request} what="request" /> },
          { id: 'response', label: 'Raw answer', content: <Raw body={read.response} what="answer" /> },
          {
            id: 'attributes',
            label: 'OpenTelemetry',
            content: <Text text={prettyJson(view.attributes)} what="attributes" />,
          },
          {
            id: 'curl',
            label: 'curl',
            content: view.curl ? (
              <Text text={view.curl} what="curl command" />
            ) : (
              <p className="muted">The request is not kept whole, so there is no command to repeat it.</p>
            ),
          },
        ]}
      />
    </>
  );
}

function Raw({ body, what }: { body: ReturnType<typeof readCall>['request']; what: string }) {
  return (
    <>
      <Cut body={body} what={what} />
      {body && <Text text={body.cutFrom === null ? prettyJson(body.text) : body.text} what={what} />}
    </>
  );
}

function Text({ text, what }: { text: string; what: string }) {
  return (
    <div className={styles.raw}>
      <CopyButton text={text} label={`Copy the ${what}`} className={styles.copy} />
      <LongText mono text={text} first={20_000} />
    </div>
  );
}
