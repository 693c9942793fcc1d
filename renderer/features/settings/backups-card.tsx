import { useEffect, useRef, useState } from 'react';
import { describeCounts, type Backup, type BackupList } from '../../../electron/shared/backup.ts';
import { api, useChange, useData } from '../../api/index.ts';
import {
  Badge,
  Button,
  Card,
  ErrorNote,
  Skeleton,
  Table,
  useToasts,
  VisuallyHidden,
} from '../../ui/index.ts';
import { RestoreDialog } from './backups-restore-dialog.tsx';
import { showBytes, showWhen, WHY } from './backups-words.ts';
import styles from './backups.module.css';

const FIRST = 6;

/** The backups: what each holds, one more now, and the way back. */
export function BackupsCard() {
  const { data, error, refetch } = useData('backup', 'list');
  const toasts = useToasts();
  const place = useRef<HTMLDivElement>(null);
  const isReady = data !== undefined;
  useEffect(() => {
    // The banner leads here; the card has its place only when the ones above it stand.
    if (isReady && location.hash === '#backups') place.current?.scrollIntoView({ block: 'start' });
  }, [isReady]);
  const make = useChange(api.backup.make.mutate, {
    onDone: ({ counts }) =>
      toasts.show('Backup made and checked.', counts ? { hint: `It holds ${describeCounts(counts)}.` } : {}),
  });
  return (
    <div ref={place} id="backups" className={styles.place}>
      <Card
        title="Backups"
        actions={
          <Button size="sm" busy={make.isPending} onClick={() => make.mutate()}>
            Back up now
          </Button>
        }
      >
        <ErrorNote error={error} retry={() => void refetch()} />
        {data ? <Backups list={data} /> : !error && <Skeleton height={180} />}
      </Card>
    </div>
  );
}

function Backups({ list }: { list: BackupList }) {
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<Backup | null>(null);
  const { backups, folder, lastFailure } = list;
  const shown = all ? backups : backups.slice(0, FIRST);
  return (
    <div className={styles.body}>
      <p className={styles.note}>
        Made every six hours in which something changed, and checked each time. All of 2 days stay, then one a
        day, a week and a month for a year. They are in <code>{folder}</code>.
      </p>
      {lastFailure && (
        <p className={styles.failure} role="status">
          {lastFailure.message} {lastFailure.hint}
        </p>
      )}
      {backups.length === 0 ? (
        <p className={styles.note}>There is none yet. The first is made soon after your first session.</p>
      ) : (
        <BackupTable backups={shown} onRestore={setChosen} />
      )}
      {backups.length > shown.length && (
        <div>
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            Show all {backups.length}
          </Button>
        </div>
      )}
      <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}

interface BackupTableProps {
  backups: readonly Backup[];
  onRestore: (backup: Backup) => void;
}

function BackupTable({ backups, onRestore }: BackupTableProps) {
  return (
    <Table
      caption="Backups, newest first"
      head={
        <>
          <th scope="col">Made</th>
          <th scope="col">Holds</th>
          <th scope="col" data-numeric>
            Size
          </th>
          <th scope="col">
            <VisuallyHidden>Restore</VisuallyHidden>
          </th>
        </>
      }
    >
      {backups.map((backup) => (
        <tr key={backup.name}>
          <td className={styles.made}>
            {showWhen(backup.at)}
            <span>{WHY[backup.reason]}</span>
          </td>
          <td>
            <Held backup={backup} />
          </td>
          <td data-numeric>{showBytes(backup.bytes)}</td>
          <td className={styles.action}>
            {backup.state === 'ready' && (
              <Button
                size="sm"
                aria-label={`Restore the backup of ${showWhen(backup.at)}`}
                onClick={() => onRestore(backup)}
              >
                Restore
              </Button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Held({ backup: { state, counts } }: { backup: Backup }) {
  if (state === 'unreadable') return <Badge tone="danger">Cannot be read</Badge>;
  if (state === 'newer') return <Badge tone="here">Made by a newer Cairn</Badge>;
  return counts && describeCounts(counts);
}
