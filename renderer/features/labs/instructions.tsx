import ArrowRight from 'lucide-react/icons/arrow-right';
import BadgeCheck from 'lucide-react/icons/badge-check';
import Lightbulb from 'lucide-react/icons/lightbulb';
import { memo } from 'react';
import type { LabStep, OpenLab } from '../../../electron/shared/labs.ts';
import { Badge, Button, Markdown } from '../../ui/index.ts';
import { ScrollBox } from '../models/scroll-box.tsx';
import { isWhole } from './compare.ts';
import { nextStep } from './first-step.ts';
import styles from './instructions.module.css';
import { LabText } from './lab-text.tsx';
import { titleOfModel } from './model-name.ts';
import { NextLabLink } from './next-lab-link.tsx';
import { StepsList } from './steps-list.tsx';

interface InstructionsProps {
  lab: OpenLab;
  /** Whether the editor is there: pictures are drawn after it. */
  mayDraw: boolean;
  selected: string | null;
  onSelect: (step: string | null) => void;
  onHint: (step: string) => void;
  onSolution: () => void;
}

/** What to do: the overview, the steps, and the hints that were asked for. */
export const Instructions = memo(function Instructions(props: InstructionsProps) {
  const { lab, mayDraw, selected, onSelect, onHint, onSolution } = props;
  const step = lab.steps.find(({ id }) => id === selected);
  return (
    <section className={styles.pane} aria-label="Instructions">
      <StepsList steps={lab.steps} selected={selected} onSelect={onSelect} />
      <ScrollBox className={styles.body} key={selected} label={step?.title ?? 'Overview'}>
        {step ? (
          <>
            <Passed step={step} />
            <LabText text={step.markdown} mayDraw={mayDraw} />
            <Hints step={step} onHint={() => onHint(step.id)} />
            <p className={styles.solution}>
              <Button size="sm" variant="ghost" onClick={onSolution}>
                Show the solution
              </Button>
            </p>
          </>
        ) : (
          <>
            <LabText text={withoutTitle(lab)} mayDraw={mayDraw} />
            <p className={styles.begin}>
              {isWhole(lab) ? (
                <NextLabLink labId={lab.lab.id} />
              ) : (
                <Button variant="primary" onClick={() => onSelect(nextStep(lab.steps)?.id ?? null)}>
                  {lab.lab.stepsPassed === 0 ? 'Begin with step 1' : 'Go to the next open step'}
                  <ArrowRight />
                </Button>
              )}
            </p>
          </>
        )}
      </ScrollBox>
    </section>
  );
});

/** The overview without its first heading where that is the lab's title: the toolbar above says it already. */
function withoutTitle({ readme, lab }: OpenLab): string {
  const heading = `# ${lab.title}`;
  return readme.split('\n', 1)[0]?.trim() === heading ? readme.trimStart().slice(heading.length) : readme;
}

function Passed({ step }: { step: LabStep }) {
  if (step.status !== 'pass' || step.passedAt === null) return null;
  const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(step.passedAt);
  return (
    <p className={styles.passed}>
      <BadgeCheck aria-hidden="true" />
      {step.verifiedWith
        ? `Verified with ${titleOfModel(step.verifiedWith)}, ${when}`
        : `Works with scripted answers, ${when}`}
    </p>
  );
}

function Hints({ step, onHint }: { step: LabStep; onHint: () => void }) {
  const shown = step.revealed.length;
  const left = step.hints - shown;
  const kinds = ['A nudge', 'An approach', 'Almost the answer'];
  return (
    <section className={styles.hints} aria-label="Hints">
      <ol aria-live="polite">
        {step.revealed.map((hint, index) => (
          <li key={index}>
            <h3 className="row">
              <Lightbulb aria-hidden="true" />
              Hint {index + 1} <Badge>{kinds[index] ?? 'More'}</Badge>
            </h3>
            <Markdown text={hint} />
          </li>
        ))}
      </ol>
      {left > 0 && (
        <Button size="sm" onClick={onHint}>
          <Lightbulb />
          {shown === 0 ? 'Show a hint' : 'Show the next hint'} ({shown + 1} of {step.hints})
        </Button>
      )}
    </section>
  );
}
