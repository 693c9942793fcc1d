import X from 'lucide-react/icons/x';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';
import { EmptyState, ErrorNote, IconButton, Skeleton } from '../../ui/index.ts';
import type { Buffers } from './buffers.ts';
import { COMPARE_TITLE, type CompareWith } from './compare.ts';
import styles from './editor-pane.module.css';

const CompareEditor = lazy(() => import('./editor/compare-editor.tsx'));

interface CompareViewProps {
  lab: OpenLab;
  path: string;
  buffers: Buffers;
  mode: CompareWith;
  readOnly: boolean;
  onClose: () => void;
}

/** The file in the editor beside the starter's or the reference's. */
export function CompareView({ lab, path, buffers, mode, readOnly, onClose }: CompareViewProps) {
  const now = useSyncExternalStore(buffers.subscribe, () => buffers.all().get(path)?.text ?? '');
  const { data, error, refetch } = useQuery({
    queryKey: ['lab-compare', mode, lab.lab.id, lab.language],
    queryFn: () => otherFiles(lab, mode),
    staleTime: Infinity,
  });
  const other = data?.find((file) => file.path === path);
  return (
    <section className={styles.compare} aria-label={`${path} compared with ${COMPARE_TITLE[mode]}`}>
      <div className={styles.compareHead}>
        <p>
          {other?.text === now
            ? `The same as ${COMPARE_TITLE[mode]}`
            : `Compared with ${COMPARE_TITLE[mode]}: lines with + are yours`}
        </p>
        <IconButton size="sm" label="Close the comparison" shortcut="Esc" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <div className={styles.compareBody}>
        {error ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!data && !error && <Skeleton height="100%" />}
        {data && !other && (
          <EmptyState title={`${path} is not in ${COMPARE_TITLE[mode]}`}>
            The whole file is yours. Open another one to compare it.
          </EmptyState>
        )}
        {other && (
          <Suspense fallback={<Skeleton height="100%" />}>
            <CompareEditor
              key={`${mode}:${path}`}
              lab={lab.lab.id}
              path={path}
              original={other.text}
              readOnly={readOnly}
            />
          </Suspense>
        )}
      </div>
    </section>
  );
}

function otherFiles(
  { lab, language }: OpenLab,
  mode: CompareWith,
): Promise<{ path: string; text: string }[]> {
  const slug = lab.id;
  if (mode === 'starter') return api.labs.starter.query({ slug, language });
  return api.labs.solution.mutate({ slug, language, asked: true });
}
