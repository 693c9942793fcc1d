import Download from 'lucide-react/icons/download';
import Upload from 'lucide-react/icons/upload';
import { useRef, useState, type ChangeEvent } from 'react';
import { rowsToTake } from '../../../electron/shared/import-rows.ts';
import { useChange } from '../../api/index.ts';
import { Button, ButtonLink, Card, Checkbox, ErrorNote, useToasts } from '../../ui/index.ts';
import { ImportDialog } from './import-dialog.tsx';
import { Line } from './line.tsx';
import styles from './settings.module.css';
import { download, sendImport } from './transfer.ts';

/** Everything out, and in again. */
export function DataCard() {
  return (
    <Card title="Your data">
      <div className={styles.form}>
        <Everything />
        <Sessions />
        <Import />
        <Line
          title="Import from another tracker"
          note="Toggl, Clockify, WakaTime, ActivityWatch, Super Productivity, or any table of times."
        >
          {() => <ButtonLink to="/import">Import times</ButtonLink>}
        </Line>
      </div>
    </Card>
  );
}

function useDownload() {
  const toasts = useToasts();
  return useChange(download, { onDone: (name) => toasts.show(`Saved as ${name}.`) });
}

function Everything() {
  const [calls, setCalls] = useState(false);
  const save = useDownload();
  return (
    <Line
      title="Export everything"
      note={
        <>
          One JSON file that can be imported again, here or on another machine. It holds no keys, and not the
          files of your labs: they are folders of your own.
          <Checkbox
            label="With the ledger of model calls, in summary"
            checked={calls}
            onChange={(event) => setCalls(event.target.checked)}
          />
        </>
      }
    >
      {() => (
        <Button busy={save.isPending} onClick={() => save.mutate({ format: 'json', calls })}>
          <Download aria-hidden="true" /> Export as JSON
        </Button>
      )}
    </Line>
  );
}

function Sessions() {
  const save = useDownload();
  return (
    <Line
      title="Export the sessions"
      note="A table for a spreadsheet, or events for a calendar. For reading elsewhere: only the JSON can be imported."
    >
      {() => (
        <div className="row">
          <Button busy={save.isPending} onClick={() => save.mutate({ format: 'csv', calls: false })}>
            <Download aria-hidden="true" /> CSV
          </Button>
          <Button busy={save.isPending} onClick={() => save.mutate({ format: 'ics', calls: false })}>
            <Download aria-hidden="true" /> Calendar
          </Button>
        </div>
      )}
    </Line>
  );
}

function Import() {
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const look = useChange(sendImport, { onError: () => true });
  const take = useChange(sendImport, {
    onError: () => true,
    onDone: (result) => {
      const rows = rowsToTake(result);
      toasts.show(
        `Imported ${rows} ${rows === 1 ? 'row' : 'rows'}.`,
        result.backup ? { hint: 'What was here before is in the newest backup, below.' } : {},
      );
      setFile(null);
    },
  });
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const chosen = event.target.files?.[0];
    // Emptied, so that choosing the same file again counts as a choice.
    event.target.value = '';
    if (!chosen) return;
    take.reset();
    setFile(chosen);
    look.mutate({ file: chosen, dryRun: true });
  };
  return (
    <>
      <Line
        title="Import an export of Cairn"
        note="You see what it would change before anything is changed; nothing is removed."
      >
        {(ids) => (
          <>
            <Button busy={look.isPending} onClick={() => input.current?.click()}>
              <Upload aria-hidden="true" /> Choose a file
            </Button>
            <input
              ref={input}
              {...ids}
              type="file"
              accept=".json,application/json"
              hidden
              onChange={choose}
            />
          </>
        )}
      </Line>
      <ErrorNote error={look.error} />
      {file && look.data && !look.isPending && (
        <ImportDialog
          fileName={file.name}
          preview={look.data}
          busy={take.isPending}
          error={take.error}
          onImport={() => take.mutate({ file, dryRun: false })}
          onClose={() => setFile(null)}
        />
      )}
    </>
  );
}
