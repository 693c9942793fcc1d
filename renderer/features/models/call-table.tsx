import type { TraceSummary } from '../../../electron/shared/models.ts';
import { Headings, Table } from '../../ui/index.ts';
import { count, duration, money } from './amounts.ts';
import { CallStatus } from './call-status.tsx';
import styles from './models.module.css';

interface CallTableProps {
  caption: string;
  calls: readonly TraceSummary[];
  onOpen: (call: TraceSummary) => void;
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

function when(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? clock.format(at) : time.format(at);
}

/** Model calls, one a row; the first cell opens the call. */
export function CallTable({ caption, calls, onOpen }: CallTableProps) {
  return (
    <Table
      caption={caption}
      head={
        <Headings
          of={[
            'When',
            'Model',
            'Result',
            { numeric: 'First byte' },
            { numeric: 'Total' },
            { numeric: 'In' },
            { numeric: 'Out' },
            { numeric: 'Cost' },
          ]}
        />
      }
    >
      {calls.map((call) => (
        <tr key={call.id}>
          <td>
            <button type="button" className={styles.open} onClick={() => onOpen(call)}>
              {when(call.startedAt)}
            </button>
          </td>
          <td className={styles.modelCell}>{call.model}</td>
          <td>
            <CallStatus call={call} />
          </td>
          <td data-numeric>{duration(call.firstByteMs)}</td>
          <td data-numeric>{duration(call.totalMs)}</td>
          <td data-numeric>{count(call.inputTokens)}</td>
          <td data-numeric>{count(call.outputTokens)}</td>
          <td data-numeric>{money(call.costUsd)}</td>
        </tr>
      ))}
    </Table>
  );
}
