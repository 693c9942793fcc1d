import { Link } from 'wouter';
import type { TraceGroup } from '../../../../electron/shared/traces.ts';
import { Badge, Headings, Table } from '../../../ui/index.ts';
import { count } from '../../models/amounts.ts';
import { useNames } from '../../practice/use-names.ts';
import { showCost, showInstant, showLength } from '../show.ts';
import styles from '../traces.module.css';

/** Runs or conversations, one a row, with the sums of their calls. */
export function GroupRows({ of, groups }: { of: 'run' | 'conversation'; groups: readonly TraceGroup[] }) {
  const names = useNames();
  return (
    <Table
      caption={of === 'run' ? 'Runs, the newest first' : 'Conversations, the newest first'}
      head={
        <Headings
          of={[
            'Began',
            'For',
            'First model',
            { numeric: 'Calls' },
            'Failed',
            { numeric: 'Took' },
            { numeric: 'In' },
            { numeric: 'Out' },
            { numeric: 'Cost' },
          ]}
        />
      }
    >
      {groups.map((group) => (
        <tr key={group.id}>
          <td>
            <Link href={`/traces/${of}s/${group.id}`} className={styles.time} data-arrow-stop>
              {showInstant(group.startedAt)}
            </Link>
          </td>
          <td className={styles.label}>{group.label ?? names.lab(group.labId) ?? '–'}</td>
          <td className={styles.model}>{group.model}</td>
          <td data-numeric>{count(group.calls)}</td>
          <td>{group.failed > 0 ? <Badge tone="danger">{count(group.failed)}</Badge> : '–'}</td>
          <td data-numeric>{showLength(group.endedAt - group.startedAt)}</td>
          <td data-numeric>{count(group.inputTokens)}</td>
          <td data-numeric>{count(group.outputTokens)}</td>
          <td data-numeric>{showCost(group)}</td>
        </tr>
      ))}
    </Table>
  );
}
