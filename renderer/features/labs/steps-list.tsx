import Check from 'lucide-react/icons/check';
import BookOpen from 'lucide-react/icons/book-open';
import History from 'lucide-react/icons/history';
import X from 'lucide-react/icons/x';
import type { LabStep } from '../../../electron/shared/labs.ts';
import { cx } from '../../ui/index.ts';
import styles from './instructions.module.css';

const WORD: Record<LabStep['status'], string> = {
  todo: 'to do',
  pass: 'passed',
  fail: 'failed last time',
  error: 'could not be checked last time',
  stale: 'passed before the lab changed; check it again',
};

interface StepsListProps {
  steps: readonly LabStep[];
  /** A step's id; null is the lab's overview. */
  selected: string | null;
  onSelect: (step: string | null) => void;
}

/** The lab's overview and its steps, each with its state. */
export function StepsList({ steps, selected, onSelect }: StepsListProps) {
  return (
    <nav aria-label="Steps of this lab">
      <ol className={styles.steps}>
        <li>
          <StepButton isCurrent={selected === null} onClick={() => onSelect(null)}>
            <span className={styles.mark}>
              <BookOpen aria-hidden="true" />
            </span>
            <span>Overview</span>
          </StepButton>
        </li>
        {steps.map((step, index) => (
          <li key={step.id}>
            <StepButton isCurrent={selected === step.id} onClick={() => onSelect(step.id)}>
              <StepMark status={step.status} number={index + 1} />
              <span>
                {step.title}
                <span className={styles.stepState}> {stateOf(step)}</span>
              </span>
            </StepButton>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function stateOf(step: LabStep): string {
  if (step.status !== 'pass') return step.status === 'todo' ? '' : WORD[step.status];
  return step.verifiedWith ? 'verified' : 'works';
}

function StepButton(props: { isCurrent: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      className={styles.step}
      aria-current={props.isCurrent ? 'step' : undefined}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

function StepMark({ status, number }: { status: LabStep['status']; number: number }) {
  const icons = { pass: <Check />, fail: <X />, stale: <History />, todo: null, error: null };
  return (
    <span className={cx(styles.mark, styles[status])}>
      {icons[status] ?? <span aria-hidden="true">{number}</span>}
      <span className={styles.hidden}>
        Step {number}, {WORD[status]}:
      </span>
    </span>
  );
}
