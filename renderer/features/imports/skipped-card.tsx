import Download from 'lucide-react/icons/download';
import { REASON_TITLES } from '../../../electron/shared/import-words.ts';
import type { ImportPreview } from '../../../electron/shared/imports.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { useChange } from '../../api/index.ts';
import { Button, Card, Segmented, Headings, Table } from '../../ui/index.ts';
import styles from './imports.module.css';
import { downloadSkipped, type Import } from './use-import.ts';

const SHOWN = 50;
const CHOICES = [
  { value: 'skip', label: 'Skip' },
  { value: 'add', label: 'Add' },
] as const;

/** What would not be logged, each row with its line and reason, and the choices that there are. */
export function SkippedCard({ it, preview, file }: { it: Import; preview: ImportPreview; file: string }) {
  const save = useChange(downloadSkipped);
  const total = preview.reasons.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <Card
      title={`What is skipped: ${total.toLocaleString('en')} ${total === 1 ? 'row' : 'rows'}`}
      actions={
        <Button size="sm" busy={save.isPending} onClick={() => save.mutate(file)}>
          <Download aria-hidden="true" /> Download the list
        </Button>
      }
    >
      <ul className={styles.reasons}>
        {preview.reasons.map(({ reason, rows }) => (
          <li key={reason}>
            {REASON_TITLES[reason]} <span className="muted">{rows.toLocaleString('en')}</span>
          </li>
        ))}
      </ul>
      <details className={styles.columns}>
        <summary>Row by row</summary>
        <Table caption="Skipped rows" head={<Headings of={[{ numeric: 'Line' }, 'Reason', 'In detail']} />}>
          {preview.skipped.slice(0, SHOWN).map((row, index) => (
            // Two reasons may stand on one line of JSON; the list never changes its order.
            <tr key={`${row.line}-${index}`}>
              <td data-numeric>{row.line}</td>
              <td>{REASON_TITLES[row.reason]}</td>
              <td className={styles.note} dir="auto">
                {row.detail}
              </td>
            </tr>
          ))}
        </Table>
        {total > SHOWN && (
          <p className={styles.facts}>
            The first {SHOWN} of {total}. The download has all of them.
          </p>
        )}
      </details>
      <Doubles it={it} preview={preview} />
    </Card>
  );
}

function Doubles({ it, preview: { found, duplicates, overlaps } }: { it: Import; preview: ImportPreview }) {
  const doubled = found.importedBefore + found.twiceInFile;
  return (
    <div className={styles.doubles}>
      {doubled > 0 && (
        <div>
          <p>
            {[
              found.importedBefore > 0 &&
                `${found.importedBefore.toLocaleString('en')} ${found.importedBefore === 1 ? 'was' : 'were'} imported before`,
              found.twiceInFile > 0 &&
                `${found.twiceInFile.toLocaleString('en')} ${found.twiceInFile === 1 ? 'stands' : 'stand'} twice in the file`,
            ]
              .filter(Boolean)
              .join(', ')}
          </p>
          <Segmented
            label="Rows that are here already"
            value={it.options.duplicates ?? duplicates}
            options={CHOICES}
            onChange={(value) => it.change({ duplicates: value })}
          />
        </div>
      )}
      {found.overlaps > 0 && (
        <div>
          <p>
            {found.overlaps.toLocaleString('en')} {found.overlaps === 1 ? 'overlaps' : 'overlap'} what is
            logged already, by {formatDuration(found.overlapSeconds)}
          </p>
          <Segmented
            label="Rows that overlap what is logged"
            value={it.options.overlaps ?? overlaps}
            options={CHOICES}
            onChange={(value) => it.change({ overlaps: value })}
          />
        </div>
      )}
    </div>
  );
}
