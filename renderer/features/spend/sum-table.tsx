import { Link } from 'wouter';
import { formatDate } from '../../../electron/shared/time.ts';
import { Table } from '../../ui/index.ts';
import { count } from '../models/amounts.ts';
import { showCost } from '../traces/show.ts';
import type { SpendBy, SpendSum } from './sums.ts';
import styles from './spend.module.css';

const HEAD = { model: 'Model', lab: 'Lab', provider: 'Provider', day: 'Day' } as const;

interface SumTableProps {
  by: SpendBy | 'day';
  sums: readonly SpendSum[];
  name: (key: string | null) => string;
}

/** Sums, one a row. Unknown costs stand apart: they are not 0. */
export function SumTable({ by, sums, name }: SumTableProps) {
  return (
    <div className={styles.table}>
      <Table
        caption={`What model calls cost by ${by}`}
        head={
          <>
            <th scope="col">{HEAD[by]}</th>
            <th scope="col" data-numeric>
              Cost
            </th>
            <th scope="col" data-numeric>
              Calls of unknown cost
            </th>
            <th scope="col" data-numeric>
              Calls
            </th>
            <th scope="col" data-numeric>
              Failed
            </th>
            <th scope="col" data-numeric>
              Tokens in
            </th>
            <th scope="col" data-numeric>
              Tokens out
            </th>
          </>
        }
      >
        {sums.map((sum) => (
          <tr key={sum.key}>
            <td className={styles.name}>
              <Name by={by} sum={sum} name={name} />
            </td>
            <td data-numeric>{showCost(sum)}</td>
            <td data-numeric>{sum.unknownCosts === 0 ? '–' : count(sum.unknownCosts)}</td>
            <td data-numeric>{count(sum.calls)}</td>
            <td data-numeric>{sum.failed === 0 ? '–' : count(sum.failed)}</td>
            <td data-numeric>{count(sum.inputTokens)}</td>
            <td data-numeric>{count(sum.outputTokens)}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

/** Leads to the calls behind the sum. */
function Name({
  by,
  sum: { key },
  name,
}: {
  by: SpendBy | 'day';
  sum: SpendSum;
  name: SumTableProps['name'];
}) {
  if (key === null) return name(null);
  if (by === 'day') return formatDate(key);
  const slash = key.indexOf('/');
  const asked: Record<string, string> =
    by === 'model'
      ? { provider: key.slice(0, slash), model: key.slice(slash + 1) }
      : by === 'lab'
        ? { lab: key }
        : { provider: key };
  return <Link href={`/traces?${new URLSearchParams(asked)}`}>{name(key)}</Link>;
}
