import FileText from 'lucide-react/icons/file-text';
import FlaskConical from 'lucide-react/icons/flask-conical';
import LinkIcon from 'lucide-react/icons/link';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import type { Target } from '../../../electron/shared/curriculum.ts';
import type { Evidence as Piece, TargetProgress } from '../../../electron/shared/plan.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, IconButton, Markdown } from '../../ui/index.ts';
import { showTime } from '../practice/show-time.ts';
import { AddEvidence } from './add-evidence.tsx';
import styles from './target.module.css';
import { useLabRuns, type PassedRun } from './use-lab-runs.ts';

const ICONS = { link: LinkIcon, note: FileText, 'lab-run': FlaskConical } as const;
const KIND = { link: 'link', note: 'note', 'lab-run': 'lab run' } as const;

/** What proves that a target was reached: links, notes and lab runs. Removing one can be undone. */
export function Evidence({ target, progress }: { target: Target; progress: TargetProgress }) {
  const runs = useLabRuns(target.labs);
  const [removed, setRemoved] = useState<string | null>(null);
  const restore = useChange(api.targets.removeEvidence.mutate, { onDone: () => setRemoved(null) });
  const remove = useChange(api.targets.removeEvidence.mutate, {
    onDone: (_nothing, { id }) => setRemoved(id),
  });
  return (
    <section className={styles.evidence}>
      <h3>Evidence</h3>
      {progress.evidence.length === 0 ? (
        <p className={styles.hint}>
          None yet. A pull request, a dashboard, a talk or a few honest lines all count.
        </p>
      ) : (
        <ul className={styles.pieces}>
          {progress.evidence.map((piece) => (
            <PieceRow
              key={piece.id}
              piece={piece}
              runs={runs}
              onRemove={() => remove.mutate({ id: piece.id })}
            />
          ))}
        </ul>
      )}
      {removed && (
        // Here and not in a toast: a toast is outside the dialog, where the keyboard cannot go.
        <p className={styles.removed} role="status">
          Evidence removed.
          <Button size="sm" autoFocus onClick={() => restore.mutate({ id: removed, restore: true })}>
            Undo
          </Button>
        </p>
      )}
      <AddEvidence targetId={target.id} runs={runs} />
    </section>
  );
}

function PieceRow({
  piece,
  runs,
  onRemove,
}: {
  piece: Piece;
  runs: readonly PassedRun[];
  onRemove: () => void;
}) {
  const Icon = ICONS[piece.kind];
  return (
    <li>
      <Icon aria-hidden="true" />
      <div>
        <PieceBody piece={piece} runs={runs} />
        <p className={styles.hint}>Added {showTime(piece.createdAt)}</p>
      </div>
      <IconButton label={`Remove this ${KIND[piece.kind]}`} size="sm" onClick={onRemove}>
        <Trash2 />
      </IconButton>
    </li>
  );
}

function PieceBody({ piece, runs }: { piece: Piece; runs: readonly PassedRun[] }) {
  switch (piece.kind) {
    case 'link':
      return (
        <a href={piece.value} target="_blank" rel="noopener noreferrer">
          {piece.value.replace(/^https?:\/\//, '')}
        </a>
      );
    case 'note':
      return <Markdown text={piece.value} />;
    case 'lab-run':
      return <p>{runs.find((run) => run.id === piece.value)?.title ?? 'A passed lab run'}</p>;
  }
}
