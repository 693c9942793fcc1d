import { FORMAT_TITLES } from '../../../electron/shared/import-words.ts';
import type { ImportRecord } from '../../../electron/shared/imports.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { useChange, useData } from '../../api/index.ts';
import { Badge, Button, Card, ErrorNote, Table, useToasts } from '../../ui/index.ts';
import styles from './imports.module.css';
import { wordsOf } from './run-bar.tsx';
import { undoImport } from './use-import.ts';

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** The imports that were made, each with its way back. */
export function PastCard() {
  const { data, error, refetch } = useData('imports', 'list');
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <Card title="Imports so far" flush>
      <Table
        caption="When, from which file, and how much"
        head={
          <>
            <th scope="col">When</th>
            <th scope="col">File</th>
            <th scope="col" data-numeric>
              Sessions
            </th>
            <th scope="col" data-numeric>
              Time
            </th>
            <th scope="col">
              <span className="muted">Way back</span>
            </th>
          </>
        }
      >
        {data.map((record) => (
          <Row key={record.id} record={record} />
        ))}
      </Table>
    </Card>
  );
}

function Row({ record }: { record: ImportRecord }) {
  const toasts = useToasts();
  const undo = useChange(undoImport, { onDone: (result) => toasts.show(wordsOf(result)) });
  return (
    <tr>
      <td className={styles.day}>{when.format(record.at)}</td>
      <td className={styles.name}>
        {record.fileName} <span className="muted">{FORMAT_TITLES[record.format]}</span>
      </td>
      <td data-numeric>{record.sessions.toLocaleString('en')}</td>
      <td data-numeric>{formatDuration(record.seconds)}</td>
      <td>
        {record.undoneAt === null ? (
          <Button
            size="sm"
            busy={undo.isPending}
            aria-label={`Undo the import of ${record.fileName}`}
            onClick={() => undo.mutate(record)}
          >
            Undo
          </Button>
        ) : (
          <Badge>{record.kept > 0 ? `Undone, ${record.kept} kept` : 'Undone'}</Badge>
        )}
      </td>
    </tr>
  );
}
