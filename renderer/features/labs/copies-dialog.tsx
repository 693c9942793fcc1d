import { useQuery } from '@tanstack/react-query';
import type { LabCopy } from '../../../electron/shared/lab-copies.ts';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';
import { Button, Dialog, EmptyState, ErrorNote, SkeletonLines } from '../../ui/index.ts';
import styles from './workspace.module.css';

interface CopiesDialogProps {
  lab: OpenLab;
  open: boolean;
  onClose: () => void;
  onRestore: (copy: LabCopy) => void;
}

/** Earlier copies of the files, newest first; each can be brought back. */
export function CopiesDialog({ lab, open, onClose, onRestore }: CopiesDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title="Earlier copies"
      lead="Cairn keeps your files when a step passes, and before anything replaces or deletes them. What you have now is kept too when you bring one back."
    >
      {open && <CopyList lab={lab} onRestore={onRestore} />}
    </Dialog>
  );
}

function CopyList({ lab, onRestore }: Pick<CopiesDialogProps, 'lab' | 'onRestore'>) {
  const { language } = lab;
  const slug = lab.lab.id;
  const { data, error, refetch } = useQuery({
    queryKey: ['labs', 'copies', slug, language],
    queryFn: () => api.labs.copies.query({ slug, language }),
    staleTime: 0,
  });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={5} />;
  if (data.length === 0) {
    return <EmptyState title="No copies yet">The first one is made when a step passes.</EmptyState>;
  }
  return (
    <ul className={styles.copies}>
      {data.map((copy) => (
        <li key={copy.id}>
          <div>
            <p>{reasonOf(copy, lab)}</p>
            <p className="muted">
              {when(copy.at)}, {filesOf(copy)}
            </p>
          </div>
          <Button size="sm" onClick={() => onRestore(copy)}>
            Bring back
          </Button>
        </li>
      ))}
    </ul>
  );
}

const when = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(at);

function filesOf({ files }: LabCopy): string {
  if (files.length === 0) return 'no files';
  return files.length <= 3 ? files.join(', ') : `${files.length} files`;
}

/** Why a copy was made, in words. */
function reasonOf({ why, what }: LabCopy, lab: OpenLab): string {
  const index = lab.steps.findIndex(({ id }) => id === what);
  const step = index >= 0 ? `step ${index + 1}, ${lab.steps[index]!.title}` : `step ${what ?? ''}`;
  switch (why) {
    case 'pass':
      return `Passed ${step}`;
    case 'reset-file':
      return `Before ${what ?? 'a file'} was reset`;
    case 'reset-step':
      return `Before a reset of ${step}`;
    case 'reset-all':
      return 'Before all files were reset';
    case 'delete':
      return `Before ${what ?? 'a file'} was deleted`;
    case 'update':
      return 'Before a newer version of the lab brought its own files up to date';
    case 'restore':
      return 'Before an earlier copy was brought back';
  }
}
