import { useState } from 'react';
import type {
  ImportOutcome,
  ImportPhase,
  ImportPreview,
  ImportRecord,
} from '../../../electron/shared/imports.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { useChange } from '../../api/index.ts';
import { Button, ButtonLink, Card, Progress, useToasts } from '../../ui/index.ts';
import styles from './imports.module.css';
import { undoImport, type Import } from './use-import.ts';

const PHASES: Record<ImportPhase, string> = {
  reading: 'Reading the file',
  checking: 'Checking the rows',
  writing: 'Writing the sessions',
};

/** The last step: import, watch it, and take it back. */
export function RunBar({ it, preview }: { it: Import; preview: ImportPreview }) {
  const { outcome } = it;
  if (outcome?.status === 'running') return <Running it={it} outcome={outcome} />;
  if (outcome?.status === 'done') return <Done it={it} record={outcome.record} />;
  const { rows } = preview.taken;
  return (
    <div className={styles.bar}>
      <div role="status">
        {outcome?.status === 'cancelled' && 'Cancelled. Nothing was imported.'}
        {outcome?.status === 'failed' && `${outcome.message} ${outcome.hint ?? ''}`}
        {outcome === null && (it.looking ? 'Looking at the file…' : summary(preview))}
      </div>
      <div className="row">
        <Button onClick={it.reset}>Cancel</Button>
        <Button
          variant="primary"
          disabled={rows === 0 || it.looking || Boolean(it.error)}
          onClick={() => void it.start()}
        >
          {rows === 0
            ? 'Nothing to import'
            : `Import ${rows.toLocaleString('en')} ${rows === 1 ? 'session' : 'sessions'}`}
        </Button>
      </div>
    </div>
  );
}

function summary({ taken, reasons }: ImportPreview): string {
  const skipped = reasons.reduce((sum, { rows }) => sum + rows, 0);
  const skips =
    skipped > 0 ? ` ${skipped.toLocaleString('en')} ${skipped === 1 ? 'row is' : 'rows are'} skipped.` : '';
  return taken.rows === 0
    ? `Nothing would be logged.${skips}`
    : `${formatDuration(taken.seconds)} would be logged.${skips}`;
}

function Running({ it, outcome }: { it: Import; outcome: Extract<ImportOutcome, { status: 'running' }> }) {
  const { phase, done, total } = outcome.progress;
  return (
    <div className={styles.bar}>
      <div className={styles.progress}>
        <p role="status">{PHASES[phase]}</p>
        <Progress label={PHASES[phase]} value={done} max={Math.max(1, total)} />
      </div>
      {/* The button that was pressed is gone; the keyboard goes on here. */}
      <Button autoFocus onClick={() => void it.cancel()}>
        Cancel
      </Button>
    </div>
  );
}

function Done({ it, record }: { it: Import; record: ImportRecord | null }) {
  const toasts = useToasts();
  const [undone, setUndone] = useState<string | null>(null);
  const undo = useChange(undoImport, {
    onDone: (result) => setUndone(wordsOf(result)),
    onError: (error) => (toasts.fail(error), true),
  });
  return (
    <Card title={undone ? 'Taken back' : 'Imported'}>
      <div className={styles.done} role="status">
        <p>
          {undone ??
            (record
              ? `${record.sessions.toLocaleString('en')} ${record.sessions === 1 ? 'session' : 'sessions'}, ${formatDuration(record.seconds)}.`
              : 'There was nothing to import.')}
        </p>
        <div className="row">
          {record && !undone && (
            <Button autoFocus busy={undo.isPending} onClick={() => undo.mutate(record)}>
              Undo the import
            </Button>
          )}
          <Button key={undone} autoFocus={undone !== null || !record} onClick={it.reset}>
            Import another file
          </Button>
          <ButtonLink to="/practice" variant="primary">
            See your practice
          </ButtonLink>
        </div>
      </div>
    </Card>
  );
}

/** What an undo did, in words. */
export function wordsOf({ removed, kept }: { removed: number; kept: number }): string {
  const gone = `${removed.toLocaleString('en')} ${removed === 1 ? 'session was' : 'sessions were'} removed.`;
  const stayed =
    kept > 0
      ? ` ${kept.toLocaleString('en')} ${kept === 1 ? 'was' : 'were'} changed since, and ${kept === 1 ? 'stays' : 'stay'}.`
      : '';
  return gone + stayed;
}
