import type { Curriculum } from '../../../electron/shared/curriculum.ts';
import type { PlanView } from '../../../electron/shared/plan.ts';
import { useData } from '../../api/index.ts';
import { Dialog, EmptyState } from '../../ui/index.ts';
import { showDate } from '../practice/show-time.ts';
import { PracticeButtons } from '../../parts/practice-buttons.tsx';
import { LabRefs, SkillRefs } from '../../parts/refs.tsx';
import { Evidence } from './evidence.tsx';
import { findTarget, progressOf } from './model.ts';
import styles from './target.module.css';
import { TargetNote } from './target-note.tsx';
import { TargetState } from './target-state.tsx';

interface TargetDialogProps {
  targetId: string;
  curriculum: Curriculum;
  plan: PlanView;
  onClose: () => void;
}

/** One target: what it asks, how far it is, the evidence for it, and time for it. */
export function TargetDialog({ targetId, curriculum, plan, onClose }: TargetDialogProps) {
  const catalogue = useData('labs', 'catalogue').data;
  const found = findTarget(curriculum, targetId);
  if (!found) {
    return (
      <Dialog open onClose={onClose} title="No such target">
        <EmptyState title={`No path has a target "${targetId}"`}>
          Close this to see the targets of your path.
        </EmptyState>
      </Dialog>
    );
  }
  const { path, phase, target } = found;
  const planned =
    path.id === plan.enrolment.pathId ? plan.phases.find((entry) => entry.id === phase.id) : undefined;
  const progress = progressOf(plan, targetId);
  const where = planned
    ? `${phase.title}, until ${showDate(planned.endsOn)}`
    : `${phase.title} of ${path.title}`;
  return (
    <Dialog open wide onClose={onClose} title={target.title} lead={where}>
      <TargetState progress={progress} today={plan.today} />
      <div className={styles.target}>
        <div className="stack">
          <p>{target.detail}</p>
          <section className={styles.doneWhen} aria-label="Done when">
            <h3>Done when</h3>
            <p>{target.doneWhen}</p>
          </section>
          <Evidence target={target} progress={progress} />
          <TargetNote key={targetId} progress={progress} />
        </div>
        <div className="stack">
          <section>
            <h3>Time for it</h3>
            <div className="row">
              <PracticeButtons
                size="sm"
                subject={{ title: target.title, targetId, skillId: target.skills[0] ?? null }}
              />
            </div>
          </section>
          <section>
            <h3>Skills</h3>
            <SkillRefs ids={target.skills} skills={curriculum.skills} />
          </section>
          {target.labs.length > 0 && (
            <section>
              <h3>Labs that prepare it</h3>
              <LabRefs ids={target.labs} refs={curriculum.labs} catalogue={catalogue} />
            </section>
          )}
        </div>
      </div>
    </Dialog>
  );
}
