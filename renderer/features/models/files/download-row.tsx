import type { Download } from '../../../../electron/shared/downloads.ts';
import { api, useChange } from '../../../api/index.ts';
import { Badge, Button, Progress, type Tone } from '../../../ui/index.ts';
import { bytes, wait } from '../bytes.ts';
import styles from './files.module.css';

const STATUS: Record<Download['status'], { text: string; tone: Tone }> = {
  running: { text: 'Downloading', tone: 'here' },
  paused: { text: 'Paused', tone: 'outline' },
  checking: { text: 'Checking', tone: 'here' },
  done: { text: 'Done', tone: 'accent' },
  failed: { text: 'Failed', tone: 'danger' },
};

/** A file on its way: how far it is, and what can be done about it. */
export function DownloadRow({ download }: { download: Download }) {
  const pause = useChange(api.downloads.pause.mutate);
  const resume = useChange(api.downloads.resume.mutate);
  const remove = useChange(api.downloads.remove.mutate);
  const { id, fileName, status, url } = download;
  const isResting = status === 'paused' || status === 'failed';
  return (
    <li className={styles.row}>
      <div className={styles.name}>
        <span className="row">
          <strong>{fileName}</strong>
          <Badge tone={STATUS[status].tone}>{STATUS[status].text}</Badge>
          {url.startsWith('http:') && <Badge tone="danger">Not encrypted</Badge>}
        </span>
        <code>{url}</code>
      </div>
      <span className={styles.actions}>
        {status === 'running' && (
          <Button
            size="sm"
            busy={pause.isPending}
            onClick={() => pause.mutate({ id })}
            aria-label={`Pause ${fileName}`}
          >
            Pause
          </Button>
        )}
        {isResting && (
          <Button
            size="sm"
            busy={resume.isPending}
            onClick={() => resume.mutate({ id })}
            aria-label={`${status === 'failed' ? 'Start again' : 'Resume'}: ${fileName}`}
          >
            {status === 'failed' ? 'Start again' : 'Resume'}
          </Button>
        )}
        <Button
          size="sm"
          variant="ghost"
          busy={remove.isPending}
          onClick={() => remove.mutate({ id })}
          aria-label={`Remove ${fileName}`}
        >
          Remove
        </Button>
      </span>
      {status !== 'failed' && (
        <div className={styles.progress}>
          <Progress label={`Download of ${fileName}`} value={download.received} max={download.total ?? 0} />
          <p className={styles.facts}>
            {progressParts(download).map((part) => (
              <span key={part}>{part}</span>
            ))}
          </p>
        </div>
      )}
      {download.problem && <p className={styles.problem}>{download.problem}</p>}
      {download.expectedSha256 && (
        <p className={styles.sum}>
          Expected SHA-256 <code>{download.expectedSha256}</code>
        </p>
      )}
    </li>
  );
}

function progressParts({ received, total, bytesPerSecond: speed, status }: Download): string[] {
  if (status === 'checking') return ['All of it is here. The checksum is being read.'];
  const size =
    total === null ? `${bytes(received)}, the size is not known` : `${bytes(received)} of ${bytes(total)}`;
  if (status !== 'running' || !speed) return [size];
  const left = total === null ? [] : [`${wait((total - received) / speed)} left`];
  return [size, `${bytes(speed)}/s`, ...left];
}
