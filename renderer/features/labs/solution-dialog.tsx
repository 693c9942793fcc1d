import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';
import { Button, Dialog, ErrorNote, SkeletonLines, Tabs } from '../../ui/index.ts';
import { CodeBlock } from '../models/code-block.tsx';

interface SolutionDialogProps {
  lab: OpenLab;
  step: string | null;
  /** The file in the editor. */
  path: string;
  open: boolean;
  onClose: () => void;
  /** Shows the file in the editor beside the solution's. */
  onCompare: () => void;
}

/** The reference solution. Before the step has passed it asks first: looking too early costs the exercise. */
export function SolutionDialog({ lab, step, path, open, onClose, onCompare }: SolutionDialogProps) {
  const [agreed, setAgreed] = useState(false);
  const hasPassed = lab.steps.find(({ id }) => id === step)?.status === 'pass';
  const isShown = hasPassed || agreed;
  const left = hintsLeft(lab, step);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={isShown ? 'One good solution' : 'Look at the solution?'}
      lead={
        isShown
          ? 'It solves every step. Yours may differ and be as good: the checks judge behaviour, not style.'
          : `This step has not passed yet.${left > 0 ? ` ${left === 1 ? 'A hint is' : `${left} hints are`} left, and a hint keeps the exercise yours.` : ''}`
      }
      wide={isShown}
      footer={
        isShown ? (
          <Button onClick={onCompare}>Compare with my file</Button>
        ) : (
          <>
            <Button onClick={() => setAgreed(true)}>Show it anyway</Button>
            <Button variant="primary" onClick={onClose}>
              Keep trying
            </Button>
          </>
        )
      }
    >
      {open && isShown && <Solution lab={lab} path={path} />}
    </Dialog>
  );
}

function hintsLeft(lab: OpenLab, id: string | null): number {
  const step = lab.steps.find((one) => one.id === id);
  return step ? step.hints - step.revealed.length : 0;
}

/** The files that somebody had to write, the one in the editor first. */
function Solution({ lab, path }: { lab: OpenLab; path: string }) {
  const slug = lab.lab.id;
  const { language } = lab;
  const { data, error, refetch } = useQuery({
    queryKey: ['lab-solution', slug, language],
    queryFn: () => api.labs.solution.mutate({ slug, language, asked: true }),
  });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={12} />;
  const given = new Set(lab.files.filter(({ role }) => role === 'read-only').map(({ path }) => path));
  const written = data.filter(({ path }) => !given.has(path) && !path.endsWith('.json'));
  const shownFirst = written.toSorted((a, b) => Number(b.path === path) - Number(a.path === path));
  return (
    <Tabs
      label="Files of the solution"
      tabs={shownFirst.map(({ path, text }) => ({
        id: path,
        label: path,
        content: <CodeBlock label={path} text={text} />,
      }))}
    />
  );
}
