import { reportText, type Evidence, type FileState } from '../../../electron/shared/evidence.ts';
import { useChange, useData } from '../../api/index.ts';
import { Badge, Button, Progress } from '../../ui/index.ts';
import { saveEvidence } from './evidence-transfer.ts';
import { showSize } from './show-size.ts';
import styles from './target.module.css';

/** A file or an eval report: what it says, how large it is, and whether it can still be had. */
export function FilePiece({ piece }: { piece: Evidence }) {
  const state = useData('targets', 'fileState', { id: piece.id }).data;
  const save = useChange(saveEvidence);
  const facts = piece.details?.file;
  const report = piece.details?.report;
  if (!facts) return <p>{piece.value}</p>;
  return (
    <>
      <p className={styles.fileName}>
        <bdi>{piece.value}</bdi>
      </p>
      {report && (
        <div className={styles.report}>
          {report.passRate !== null && (
            <Progress value={report.passRate} max={1} label={`Pass rate of ${piece.value}`} />
          )}
          <span>{reportText(report)}</span>
        </div>
      )}
      <p className={styles.fileFacts}>
        <span>{showSize(facts.size)}</span>
        {state && <Standing state={state} />}
        {state?.kept && (
          <Button
            size="sm"
            variant="ghost"
            busy={save.isPending}
            aria-label={`Save ${piece.value}`}
            onClick={() => save.mutate(piece)}
          >
            Save
          </Button>
        )}
      </p>
      {facts.path && <p className={styles.address}>{facts.path}</p>}
    </>
  );
}

function Standing({ state: { kept, original } }: { state: FileState }) {
  if (kept) {
    return (
      <>
        <Badge tone="accent">copy kept</Badge>
        {original === 'changed' && <span>The file has changed since; the copy is as it was.</span>}
      </>
    );
  }
  if (original === 'same') return <Badge tone="outline">only named, not copied</Badge>;
  if (original === 'changed') return <span>The file has changed since it was added.</span>;
  return <span>The file is not where it was. Add it again from its new place.</span>;
}
