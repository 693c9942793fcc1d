import ChartColumn from 'lucide-react/icons/chart-column';
import File from 'lucide-react/icons/file';
import FileText from 'lucide-react/icons/file-text';
import FlaskConical from 'lucide-react/icons/flask-conical';
import LinkIcon from 'lucide-react/icons/link';
import Trash2 from 'lucide-react/icons/trash-2';
import type { Evidence } from '../../../electron/shared/evidence.ts';
import { IconButton, Markdown } from '../../ui/index.ts';
import { showTime } from '../practice/show-time.ts';
import { FilePiece } from './evidence-file.tsx';
import { LinkPiece } from './evidence-link.tsx';
import styles from './target.module.css';
import type { PassedRun } from './use-lab-runs.ts';

const ICONS = {
  link: LinkIcon,
  note: FileText,
  'lab-run': FlaskConical,
  file: File,
  'eval-report': ChartColumn,
} as const;
const KIND = {
  link: 'link',
  note: 'note',
  'lab-run': 'lab run',
  file: 'file',
  'eval-report': 'eval report',
} as const;

interface PieceProps {
  piece: Evidence;
  runs: readonly PassedRun[];
  onRemove: () => void;
}

/** One piece of evidence, and the button that removes it. */
export function PieceRow({ piece, runs, onRemove }: PieceProps) {
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

function PieceBody({ piece, runs }: Omit<PieceProps, 'onRemove'>) {
  switch (piece.kind) {
    case 'link':
      return <LinkPiece piece={piece} />;
    case 'note':
      return <Markdown text={piece.value} />;
    case 'lab-run':
      return <p>{runs.find((run) => run.id === piece.value)?.title ?? 'A passed lab run'}</p>;
    case 'file':
    case 'eval-report':
      return <FilePiece piece={piece} />;
  }
}
