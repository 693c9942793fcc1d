import { Link } from 'wouter';
import type { TraceSummary } from '../../../../electron/shared/models.ts';
import { Headings, Table } from '../../../ui/index.ts';
import { count, duration } from '../../models/amounts.ts';
import { useNames } from '../../practice/use-names.ts';
import { CallBadges } from '../call-badges.tsx';
import { showCallCost, showInstant } from '../show.ts';
import styles from '../traces.module.css';

interface CallRowsProps {
  calls: readonly TraceSummary[];
  picked: readonly string[];
  onPick: (id: string) => void;
}

/** Calls, one a row. The time leads to the call; two that are ticked can be compared. */
export function CallRows({ calls, picked, onPick }: CallRowsProps) {
  const names = useNames();
  return (
    <Table
      caption="Model calls, the newest first"
      head={
        <Headings
          of={[
            { unseen: 'Compare' },
            'When',
            'Model',
            'For',
            'Result',
            { numeric: 'First token' },
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
          <td className={styles.tick}>
            <input
              type="checkbox"
              aria-label={`Compare the call of ${showInstant(call.startedAt)}`}
              checked={picked.includes(call.id)}
              onChange={() => onPick(call.id)}
            />
          </td>
          <td>
            <Link href={`/traces/${call.id}`} className={styles.time} data-arrow-stop>
              {showInstant(call.startedAt)}
            </Link>
          </td>
          <td className={styles.model}>
            {call.model}
            {call.operation !== 'chat' && (
              <span className={styles.operation}>{call.operation.replace('_', ' ')}</span>
            )}
          </td>
          <td className={styles.label}>{call.label ?? names.lab(call.labId) ?? '–'}</td>
          <td>
            <CallBadges call={call} />
          </td>
          <td data-numeric>{duration(call.firstByteMs)}</td>
          <td data-numeric>{duration(call.totalMs)}</td>
          <td data-numeric>{count(call.inputTokens)}</td>
          <td data-numeric>{count(call.outputTokens)}</td>
          <td data-numeric>{showCallCost(call)}</td>
        </tr>
      ))}
    </Table>
  );
}
