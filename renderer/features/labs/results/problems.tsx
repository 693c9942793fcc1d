import CircleX from 'lucide-react/icons/circle-x';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { EmptyState } from '../../../ui/index.ts';
import type { Place } from '../files/use-open-files.ts';
import styles from './problems.module.css';
import type { Problem } from './problem.ts';

interface ProblemsProps {
  problems: readonly Problem[];
  onPlace: (place: Place) => void;
}

/** What the language service and the last check found wrong in the files; each leads to its place. */
export function Problems({ problems, onPlace }: ProblemsProps) {
  if (problems.length === 0) {
    return (
      <EmptyState title="No problems">
        Type errors and what stopped your program are listed here, with the way to the line.
      </EmptyState>
    );
  }
  return (
    <ol className={styles.problems}>
      {problems.map((problem) => (
        <li key={`${problem.path}:${problem.line}:${problem.column}:${problem.message}`}>
          <button
            type="button"
            className={styles.problem}
            data-severity={problem.severity}
            onClick={() => onPlace(problem)}
          >
            {problem.severity === 'error' ? (
              <CircleX role="img" aria-label="Error" />
            ) : (
              <TriangleAlert role="img" aria-label="Warning" />
            )}
            <span className={styles.problemText}>{problem.message}</span>
            <span className={styles.problemPlace}>
              {problem.path}:{problem.line}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
