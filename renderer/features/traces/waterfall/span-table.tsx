import { Link } from 'wouter';
import type { TraceSpan, Waterfall } from '../../../../electron/shared/traces.ts';
import { Table } from '../../../ui/index.ts';
import { count, duration } from '../../models/amounts.ts';
import { CallBadges } from '../call-badges.tsx';
import { showCallCost } from '../show.ts';
import styles from '../traces.module.css';
import { SPAN_NAMES } from './spans.ts';

const NAMES = Object.keys(SPAN_NAMES) as TraceSpan['name'][];
const SHORT: Record<TraceSpan['name'], string> = {
  queue: 'Queue',
  connect: 'Connect',
  'first token': 'First token',
  answer: 'Answer',
};

/** The same as the bars, in numbers. */
export function SpanTable({ rows }: { rows: Waterfall['calls'] }) {
  return (
    <Table
      caption="The calls with the time of each of their parts"
      head={
        <>
          <th scope="col">Call</th>
          <th scope="col">Model</th>
          <th scope="col">Result</th>
          <th scope="col" data-numeric>
            Begins after
          </th>
          {NAMES.map((name) => (
            <th key={name} scope="col" data-numeric>
              {SHORT[name]}
            </th>
          ))}
          <th scope="col" data-numeric>
            Total
          </th>
          <th scope="col" data-numeric>
            In
          </th>
          <th scope="col" data-numeric>
            Out
          </th>
          <th scope="col" data-numeric>
            Cost
          </th>
        </>
      }
    >
      {rows.map(({ call, offsetMs, spans }) => (
        <tr key={call.id}>
          <td>
            <Link href={`/traces/${call.id}`} className={styles.time}>
              Call {call.callIndex ?? '–'}
            </Link>
          </td>
          <td className={styles.model}>{call.model}</td>
          <td>
            <CallBadges call={call} />
          </td>
          <td data-numeric>{duration(offsetMs)}</td>
          {NAMES.map((name) => {
            const span = spans.find((one) => one.name === name);
            return (
              <td key={name} data-numeric>
                {duration(span ? span.endMs - span.startMs : null)}
              </td>
            );
          })}
          <td data-numeric>{duration(call.totalMs)}</td>
          <td data-numeric>{count(call.inputTokens)}</td>
          <td data-numeric>{count(call.outputTokens)}</td>
          <td data-numeric>{showCallCost(call)}</td>
        </tr>
      ))}
    </Table>
  );
}
