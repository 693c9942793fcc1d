import Download from 'lucide-react/icons/download';
import FilePlus from 'lucide-react/icons/file-plus';
import { useState } from 'react';
import { useData } from '../../../api/index.ts';
import { Button, Card } from '../../../ui/index.ts';
import { bytes, memory } from '../bytes.ts';
import { DownloadRow } from './download-row.tsx';
import styles from './files.module.css';
import { FileRow } from './file-row.tsx';
import { MemoryDialog } from './memory-dialog.tsx';

interface FilesCardProps {
  onAdd: () => void;
  onDownload: () => void;
}

/** The model files of this machine, those on their way, and what room there is for them. */
export function FilesCard({ onAdd, onDownload }: FilesCardProps) {
  const [isMemoryOpen, setMemoryOpen] = useState(false);
  const files = useData('modelFiles', 'list').data;
  const downloads = useData('downloads', 'list').data;
  const underWay = downloads?.items.filter(({ status }) => status !== 'done') ?? [];
  const finished = downloads?.items.filter(({ status }) => status === 'done') ?? [];
  const isEmpty = files?.items.length === 0 && underWay.length === 0;
  return (
    <Card
      title="Model files"
      actions={
        <span className={styles.actions}>
          <Button size="sm" onClick={onAdd}>
            <FilePlus />
            Add a file
          </Button>
          <Button size="sm" onClick={onDownload}>
            <Download />
            Download
          </Button>
        </span>
      }
    >
      <div className={styles.files}>
        {isEmpty && (
          <p className="muted">
            Any model in the GGUF format can answer here, without a server: add a file that you have, or
            download one. 1 to 4 billion parameters run well on a laptop.
          </p>
        )}
        {underWay.length > 0 && (
          <ul className={styles.list} aria-label="Downloads">
            {underWay.map((one) => (
              <DownloadRow key={one.id} download={one} />
            ))}
          </ul>
        )}
        {files && files.items.length > 0 && (
          <ul className={styles.list} aria-label="Model files on this machine">
            {files.items.map((file) => {
              const download = finished.find(({ fileName }) => file.path.endsWith(fileName));
              return <FileRow key={file.id} file={file} sha256={download?.sha256 ?? null} />;
            })}
          </ul>
        )}
        {files && (
          <dl className={styles.room}>
            <dt>Folder</dt>
            <dd>
              <code>{files.folder}</code>
              <span>Files that you put there appear by themselves.</span>
            </dd>
            <dt>Disk</dt>
            <dd>{downloads ? `${bytes(downloads.freeBytes)} free` : ' '}</dd>
            <dt>Memory</dt>
            <dd>
              {files.isLimitSet
                ? `A model may take ${memory(files.limitBytes)}`
                : `A model may take ${memory(files.limitBytes)}, three quarters of what is free now`}
              <Button size="sm" variant="ghost" onClick={() => setMemoryOpen(true)}>
                Change
              </Button>
            </dd>
          </dl>
        )}
      </div>
      <MemoryDialog open={isMemoryOpen} onClose={() => setMemoryOpen(false)} />
    </Card>
  );
}
