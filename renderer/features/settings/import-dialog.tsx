import type { ImportResult } from '../../../electron/shared/export-format.ts';
import { rowsToTake } from '../../../electron/shared/import-rows.ts';
import { Button, Dialog, ErrorNote, Table } from '../../ui/index.ts';
import { SECTION_TITLES } from './transfer.ts';
import styles from './transfer.module.css';

const SHOWN_CONFLICTS = 12;

interface ImportDialogProps {
  fileName: string;
  /** What the dry run said. */
  preview: ImportResult;
  busy: boolean;
  error: unknown;
  onImport: () => void;
  onClose: () => void;
}

/** What a file would change, before anything is changed. */
export function ImportDialog({ fileName, preview, busy, error, onImport, onClose }: ImportDialogProps) {
  const rows = rowsToTake(preview);
  const nothing =
    preview.sections.length === 0 ? 'The file is empty.' : 'Nothing in it is newer than what is here.';
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={rows > 0 ? `Import ${fileName}?` : 'There is nothing to import'}
      lead={
        rows > 0
          ? `Written by ${preview.writtenBy}. Nothing is removed. What is in both places takes the state that was touched last. What is here is backed up first.`
          : `${nothing} Nothing was changed.`
      }
      footer={
        <>
          <Button onClick={onClose}>{rows > 0 ? 'Cancel' : 'Close'}</Button>
          {rows > 0 && (
            <Button variant="primary" busy={busy} onClick={onImport}>
              {busy ? 'Importing' : `Import ${rows} ${rows === 1 ? 'row' : 'rows'}`}
            </Button>
          )}
        </>
      }
    >
      <ErrorNote error={error} />
      {preview.sections.length > 0 && <Counts preview={preview} />}
      {preview.sections.some((row) => row.section === 'providers' && row.added > 0) && (
        <p className={styles.note}>
          Model servers come without their keys: add a server again to give its key.
        </p>
      )}
      {preview.conflicts.length > 0 && <Conflicts preview={preview} />}
    </Dialog>
  );
}

const COLUMNS = [
  ['added', 'New'],
  ['updated', 'Newer in the file'],
  ['kept', 'Kept as here'],
  ['same', 'Here already'],
] as const;

/** A column shows only where it has something to say. */
function Counts({ preview: { sections } }: { preview: ImportResult }) {
  const columns = COLUMNS.filter(([name]) => sections.some((row) => row[name] > 0));
  return (
    <Table
      caption="What the file holds"
      head={
        <>
          <th scope="col">Part</th>
          {columns.map(([name, title]) => (
            <th key={name} scope="col" data-numeric>
              {title}
            </th>
          ))}
        </>
      }
    >
      {sections.map((row) => (
        <tr key={row.section}>
          <td>{SECTION_TITLES[row.section]}</td>
          {columns.map(([name]) => (
            <td key={name} data-numeric className={row[name] === 0 ? styles.none : undefined}>
              {row[name]}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

function Conflicts({ preview: { conflicts } }: { preview: ImportResult }) {
  const more = conflicts.length - SHOWN_CONFLICTS;
  return (
    <details className={styles.conflicts}>
      <summary>Here and in the file, but different</summary>
      <ul>
        {conflicts.slice(0, SHOWN_CONFLICTS).map(({ section, id, taken, fields }) => (
          <li key={`${section} ${id}`}>
            {SECTION_TITLES[section]} <code>{id}</code>: {fields.join(', ')}.{' '}
            {taken === 'file' ? 'The file’s is newer and is taken.' : 'Kept as it is here.'}
          </li>
        ))}
        {more > 0 && <li>And {more} more.</li>}
      </ul>
    </details>
  );
}
