import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { TraceSummary } from '../../../../electron/shared/models.ts';
import type { TraceView } from '../../../../electron/shared/traces.ts';
import { useData } from '../../../api/index.ts';
import { Checkbox, ErrorNote, Segmented, Skeleton, Table } from '../../../ui/index.ts';
import { count, duration } from '../../models/amounts.ts';
import { CallBadges } from '../call-badges.tsx';
import { Cut } from '../call/messages.tsx';
import { readCall, type ReadCall } from '../messages/read.ts';
import { showCallCost, showInstant } from '../show.ts';
import styles from './compare.module.css';
import { SectionView } from './section-view.tsx';
import { sectionsOf, type Section } from './sections.ts';

/** Two calls side by side, with what differs marked. */
export function Compare({ left, rightId }: { left: TraceView; rightId: string }) {
  const { data, error, refetch } = useData('traces', 'detail', { id: rightId });
  const right = data?.trace.id === rightId ? data : undefined;
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!right) return <Skeleton height={560} />;
  return <Both key={`${left.trace.id} ${rightId}`} left={left} right={right} />;
}

function Both({ left, right }: { left: TraceView; right: TraceView }) {
  const [all, setAll] = useState(false);
  const [look, setLook] = useState<'messages' | 'json'>('messages');
  const { a, b, messages, json } = useMemo(() => {
    const [a, b] = [readCall(left, left.trace.wire), readCall(right, right.trace.wire)];
    return { a, b, messages: sectionsOf(a.exchange, b.exchange), json: jsonSections(a, b) };
  }, [left, right]);
  const sections = look === 'json' ? json : messages;
  const different = sections.filter((section) => !isSame(section));
  const shown = all
    ? sections.filter(({ left: one, right: two }) => !isEmpty(one) || !isEmpty(two))
    : different;
  return (
    <>
      <Numbers left={left.trace} right={right.trace} />
      <div className={styles.choice}>
        <Segmented label="Compare as" value={look} options={LOOKS} onChange={setLook} />
        <Checkbox
          label="Also what is the same in both"
          checked={all}
          onChange={(event) => setAll(event.target.checked)}
        />
        <p className="muted">
          {different.length === 0
            ? 'What was sent and what came back is the same.'
            : `${different.length} of ${sections.length} parts differ.`}
        </p>
      </div>
      <KeptNotes left={a} right={b} />
      {shown.map((section) => (
        <SectionView key={section.title} section={section} />
      ))}
    </>
  );
}

const LOOKS = [
  { value: 'messages', label: 'Messages' },
  { value: 'json', label: 'JSON' },
] as const;

/** The whole of both, by structure. */
const jsonSections = (a: ReadCall, b: ReadCall): Section[] => [
  { title: 'Request', kind: 'json', left: a.request?.json ?? null, right: b.request?.json ?? null },
  { title: 'Answer', kind: 'json', left: a.response?.json ?? null, right: b.response?.json ?? null },
];

const isEmpty = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
const isSame = ({ kind, left, right }: Section): boolean =>
  kind === 'text' ? left === right : JSON.stringify(left) === JSON.stringify(right);

function KeptNotes({ left, right }: { left: ReadCall; right: ReadCall }) {
  return (
    <div className={styles.two}>
      {[left, right].map(({ request, response }, at) => (
        <div key={at}>
          <Cut body={request} what="request" />
          <Cut body={response} what="answer" />
        </div>
      ))}
    </div>
  );
}

const ROWS: readonly { name: string; of: (call: TraceSummary) => string }[] = [
  { name: 'Model', of: ({ provider, model }) => `${provider}/${model}` },
  { name: 'For', of: ({ label }) => label ?? '–' },
  { name: 'Stop reason', of: ({ stopReason }) => stopReason ?? '–' },
  { name: 'Tokens in', of: ({ inputTokens }) => count(inputTokens) },
  { name: 'Tokens out', of: ({ outputTokens }) => count(outputTokens) },
  { name: 'Read from cache', of: ({ cacheReadTokens }) => count(cacheReadTokens) },
  { name: 'Cost', of: showCallCost },
  { name: 'First token', of: ({ firstByteMs }) => duration(firstByteMs) },
  { name: 'Total', of: ({ totalMs }) => duration(totalMs) },
];

function Numbers({ left, right }: { left: TraceSummary; right: TraceSummary }) {
  return (
    <div className={styles.numbers}>
      <Table
        caption="The numbers of both calls"
        head={
          <>
            <th scope="col">
              <span className="sr">Number</span>
            </th>
            {[left, right].map((call, at) => (
              <th key={at} scope="col">
                <Link href={`/traces/${call.id}`}>
                  {at === 0 ? 'Left' : 'Right'}: {showInstant(call.startedAt)}
                </Link>
              </th>
            ))}
          </>
        }
      >
        <tr>
          <th scope="row">Result</th>
          <td>
            <CallBadges call={left} />
          </td>
          <td>
            <CallBadges call={right} />
          </td>
        </tr>
        {ROWS.map(({ name, of }) => (
          <tr key={name} data-differs={of(left) === of(right) ? undefined : ''}>
            <th scope="row">{name}</th>
            <td>{of(left)}</td>
            <td>{of(right)}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
