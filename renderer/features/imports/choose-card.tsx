import Upload from 'lucide-react/icons/upload';
import { useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { Button, Card, cx } from '../../ui/index.ts';
import styles from './imports.module.css';
import type { Import } from './use-import.ts';

const TRACKERS = [
  ['Toggl Track', 'Reports, Detailed, “Download CSV”; or the JSON of its API'],
  ['Clockify', 'Reports, Detailed, Export, “Save as CSV”'],
  ['WakaTime', 'Settings, Account, “Export my data”: heartbeats or daily totals'],
  ['ActivityWatch', 'Raw Data, “Export all buckets as JSON”'],
  ['Super Productivity', 'Settings, Sync & Export, “Export data”'],
  ['Anything else', 'A CSV, TSV, JSON or NDJSON file with a start and an end, or a day and a length'],
] as const;

/** Where a file comes in: by button, or dropped. */
export function ChooseCard({ it }: { it: Import }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const busy = it.outcome?.status === 'running';
  const take = (file: File | undefined): void => {
    if (file && !busy) void it.choose(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    // Emptied, so that choosing the same file again counts as a choice.
    event.target.value = '';
    take(file);
  };
  return (
    <Card title={it.file ? 'The file' : 'Choose a file'}>
      <div
        className={cx(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {it.file && (
          <p className={styles.fileName}>
            <strong>{it.file.name}</strong> <span className="muted">{sizeOf(it.file.bytes)}</span>
          </p>
        )}
        <Button
          variant={it.file ? 'secondary' : 'primary'}
          busy={busy || (it.looking && !it.preview)}
          onClick={() => input.current?.click()}
        >
          <Upload aria-hidden="true" /> {it.file ? 'Choose another file' : 'Choose a file'}
        </Button>
        <input ref={input} type="file" aria-label="File to import" hidden onChange={choose} />
        {!it.file && <p className="muted">or drop it here. It stays on this machine.</p>}
      </div>
      {!it.file && (
        <dl className={styles.trackers}>
          {TRACKERS.map(([name, where]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{where}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
